impl Solution {
    pub fn largest_shelf(sections: Vec<Vec<i32>>) -> i64 {
        let mut largest = 0;
        let mut position = 0;
        let mut open_shelves: Vec<(i64, i64)> = Vec::new(); // start and height, higher from one to the next
        let no_room = (0, 0); // at the end, so that nothing stays open
        let measured = sections.iter().map(|section| (i64::from(section[0]), i64::from(section[1])));
        for (width, height) in measured.chain([no_room]) {
            let mut start = position;
            while let Some(&(shelf_start, shelf_height)) = open_shelves.last() {
                if shelf_height < height {
                    break;
                }
                open_shelves.pop();
                start = shelf_start;
                largest = largest.max((position - start) * shelf_height);
            }
            open_shelves.push((start, height));
            position += width;
        }
        largest
    }
}
