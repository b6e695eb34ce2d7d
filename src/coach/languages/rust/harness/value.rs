//! The types of a signature and their bytes; docs/adding-a-language.md has the layout. What is generic is compiled with
//! each solution, so it keeps to plain loops: chains of iterators take the compiler several times as long.

use std::collections::HashMap;

const MOST_ITEMS: usize = 2_000_000;

/// What a case gives, read from the front.
#[derive(Clone)]
pub struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Input { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        self.take(N).try_into().unwrap()
    }

    pub fn count(&mut self) -> usize {
        u32::from_be_bytes(self.array()) as usize
    }
}

/// What a case returned.
#[derive(Default)]
pub struct Output {
    pub bytes: Vec<u8>,
    items: usize,
}

impl Output {
    /// Begins a value of so many items. Panics when all values together have too many.
    pub fn items(&mut self, count: usize) {
        self.items += count;
        if self.items > MOST_ITEMS {
            panic!("the returned value has over {MOST_ITEMS} items");
        }
        self.count(count);
    }

    fn count(&mut self, count: usize) {
        self.bytes.extend((count as u32).to_be_bytes());
    }
}

/// A type of a signature. What may be missing travels as its own type says: a missing node is an empty list or tree.
pub trait Value: Sized {
    fn read(input: &mut Input) -> Self;
    fn write(self, output: &mut Output);

    fn read_option(input: &mut Input) -> Option<Self> {
        if bool::read(input) {
            Some(Self::read(input))
        } else {
            None
        }
    }

    fn write_option(value: Option<Self>, output: &mut Output) {
        value.is_some().write(output);
        if let Some(value) = value {
            value.write(output);
        }
    }
}

impl Value for i64 {
    fn read(input: &mut Input) -> Self {
        i64::from_be_bytes(input.array())
    }

    fn write(self, output: &mut Output) {
        output.bytes.extend(self.to_be_bytes());
    }
}

impl Value for i32 {
    fn read(input: &mut Input) -> Self {
        let number = i64::read(input);
        number.try_into().unwrap_or_else(|_| panic!("the input {number} does not fit in an i32"))
    }

    fn write(self, output: &mut Output) {
        i64::from(self).write(output);
    }
}

impl Value for f64 {
    fn read(input: &mut Input) -> Self {
        f64::from_be_bytes(input.array())
    }

    fn write(self, output: &mut Output) {
        output.bytes.extend(self.to_be_bytes());
    }
}

impl Value for bool {
    fn read(input: &mut Input) -> Self {
        input.array() == [1]
    }

    fn write(self, output: &mut Output) {
        output.bytes.push(self.into());
    }
}

impl Value for String {
    fn read(input: &mut Input) -> Self {
        let length = input.count();
        String::from_utf8_lossy(input.take(length)).into_owned()
    }

    fn write(self, output: &mut Output) {
        output.count(self.len());
        output.bytes.extend(self.as_bytes());
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(input: &mut Input) -> Self {
        let count = input.count();
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(T::read(input));
        }
        items
    }

    fn write(self, output: &mut Output) {
        output.items(self.len());
        for item in self {
            item.write(output);
        }
    }
}

impl<T: Value> Value for Option<T> {
    fn read(input: &mut Input) -> Self {
        T::read_option(input)
    }

    fn write(self, output: &mut Output) {
        T::write_option(self, output);
    }
}

impl<T: Value> Value for HashMap<String, T> {
    fn read(input: &mut Input) -> Self {
        let mut map = HashMap::new();
        for _ in 0..input.count() {
            let key = String::read(input);
            map.insert(key, T::read(input));
        }
        map
    }

    fn write(self, output: &mut Output) {
        output.items(self.len());
        for (key, value) in self {
            key.write(output);
            value.write(output);
        }
    }
}
