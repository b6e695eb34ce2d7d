/// What an edit did just before the cursor, and where it left the cursor.
struct Edit {
    cursor: usize,
    typed: usize,
    erased: Vec<char>,
}

struct LineEditor {
    /// What is before the cursor.
    left: Vec<char>,
    /// What is behind it, the nearest character last.
    right: Vec<char>,
    edits: Vec<Edit>,
}

impl LineEditor {
    pub fn new() -> Self {
        LineEditor { left: Vec::new(), right: Vec::new(), edits: Vec::new() }
    }

    pub fn type_text(&mut self, text: String) {
        let before = self.left.len();
        self.left.extend(text.chars());
        let cursor = self.left.len();
        self.edits.push(Edit { cursor, typed: cursor - before, erased: Vec::new() });
    }

    pub fn erase(&mut self, count: i32) -> i32 {
        let erased = cut(&mut self.left, count as usize);
        let size = erased.len() as i32;
        if size > 0 {
            self.edits.push(Edit { cursor: self.left.len(), typed: 0, erased });
        }
        size
    }

    pub fn move_cursor(&mut self, steps: i32) -> i32 {
        let distance = steps.unsigned_abs() as usize;
        if steps < 0 {
            self.right.extend(cut(&mut self.left, distance).into_iter().rev());
        } else {
            self.left.extend(cut(&mut self.right, distance).into_iter().rev());
        }
        self.left.len() as i32
    }

    pub fn undo(&mut self) -> bool {
        let Some(edit) = self.edits.pop() else {
            return false;
        };
        self.move_cursor(edit.cursor as i32 - self.left.len() as i32);
        cut(&mut self.left, edit.typed);
        self.left.extend(edit.erased);
        true
    }

    pub fn view(&self, width: i32) -> String {
        let before = &self.left[below_top(&self.left, width as usize)..];
        let behind = &self.right[below_top(&self.right, width as usize)..];
        before.iter().chain(&['|']).chain(behind.iter().rev()).collect()
    }
}

/// How many items lie below the top `count`.
fn below_top(stack: &[char], count: usize) -> usize {
    stack.len().saturating_sub(count)
}

/// Takes the top `count` items off a stack, or all if there are fewer; they keep their order.
fn cut(stack: &mut Vec<char>, count: usize) -> Vec<char> {
    stack.split_off(below_top(stack, count))
}
