//! Linked lists and trees. The driver defines their nodes, since the signature says what these hold.

use crate::value::{Input, Output, Value};
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

/// A node of a linked list.
pub trait ListLink: Sized {
    type Val: Value;

    fn join(val: Self::Val, next: Option<Box<Self>>) -> Self;
    fn split(self) -> (Self::Val, Option<Box<Self>>);
}

impl<N: ListLink> Value for Box<N> {
    fn read(input: &mut Input) -> Self {
        Self::read_option(input).expect("a list is not empty here")
    }

    fn write(self, output: &mut Output) {
        Self::write_option(Some(self), output);
    }

    fn read_option(input: &mut Input) -> Option<Self> {
        let mut values: Vec<N::Val> = Vec::read(input);
        let mut head = None;
        while let Some(val) = values.pop() {
            head = Some(Box::new(N::join(val, head)));
        }
        head
    }

    fn write_option(mut rest: Option<Self>, output: &mut Output) {
        let mut values: Vec<N::Val> = Vec::new();
        // Taken apart node by node: to drop the head of a long list is a deep recursion.
        while let Some(node) = rest {
            let (val, next) = node.split();
            values.push(val);
            rest = next;
        }
        values.write(output);
    }
}

type Link<N> = Option<Rc<RefCell<N>>>;

/// A node of a binary tree.
pub trait TreeLink: Sized {
    type Val: Value;

    fn new(val: Self::Val) -> Self;
    fn val(&self) -> Self::Val;
    fn children(&mut self) -> [&mut Link<Self>; 2];
}

impl<N: TreeLink> Value for Rc<RefCell<N>> {
    fn read(input: &mut Input) -> Self {
        Self::read_option(input).expect("a tree is not empty here")
    }

    fn write(self, output: &mut Output) {
        Self::write_option(Some(self), output);
    }

    fn read_option(input: &mut Input) -> Option<Self> {
        let mut nodes: Vec<Self> = Vec::new();
        for place in 0..input.count() {
            let Some(val) = Option::<N::Val>::read(input) else {
                continue;
            };
            let node = Rc::new(RefCell::new(N::new(val)));
            if place > 0 {
                // Behind the root come the children of the first node, of the second, and so on.
                let (parent, side) = ((place - 1) / 2, (place - 1) % 2);
                *nodes[parent].borrow_mut().children()[side] = Some(node.clone());
            }
            nodes.push(node);
        }
        nodes.first().cloned()
    }

    fn write_option(root: Option<Self>, output: &mut Output) {
        let mut levels = Levels { nodes: Vec::new(), values: Vec::new(), seen: HashSet::new() };
        levels.add(root);
        let mut at = 0;
        while at < levels.nodes.len() {
            let node = levels.nodes[at].clone();
            for child in node.borrow_mut().children() {
                levels.add(child.clone());
            }
            at += 1;
        }
        while let Some(None) = levels.values.last() {
            levels.values.pop();
        }
        levels.values.write(output);
    }
}

struct Levels<N: TreeLink> {
    /// Holds every node to the end, so that none is dropped by the one above it: that is a deep recursion, too.
    nodes: Vec<Rc<RefCell<N>>>,
    values: Vec<Option<N::Val>>,
    seen: HashSet<usize>,
}

impl<N: TreeLink> Levels<N> {
    fn add(&mut self, link: Link<N>) {
        let Some(node) = link else {
            return self.values.push(None);
        };
        if !self.seen.insert(Rc::as_ptr(&node) as usize) {
            panic!("a node occurs twice in the returned tree");
        }
        self.values.push(Some(node.borrow().val()));
        self.nodes.push(node);
    }
}

/// Defines node types as they are written, and teaches the harness to build them and to take them apart.
#[macro_export]
macro_rules! nodes {
    () => {};
    (
        $(#[$about:meta])*
        pub struct ListNode { pub val: $val:ty, pub next: $link:ty, }
        $($rest:tt)*
    ) => {
        $(#[$about])*
        pub struct ListNode {
            pub val: $val,
            pub next: $link,
        }

        impl $crate::ListLink for ListNode {
            type Val = $val;

            fn join(val: $val, next: $link) -> Self {
                ListNode { val, next }
            }

            fn split(self) -> ($val, $link) {
                (self.val, self.next)
            }
        }

        $crate::nodes! { $($rest)* }
    };
    (
        $(#[$about:meta])*
        pub struct TreeNode { pub val: $val:ty, pub left: $link:ty, pub right: $same:ty, }
        $($rest:tt)*
    ) => {
        $(#[$about])*
        pub struct TreeNode {
            pub val: $val,
            pub left: $link,
            pub right: $link,
        }

        impl $crate::TreeLink for TreeNode {
            type Val = $val;

            fn new(val: $val) -> Self {
                TreeNode { val, left: None, right: None }
            }

            fn val(&self) -> $val {
                self.val.clone()
            }

            fn children(&mut self) -> [&mut $link; 2] {
                [&mut self.left, &mut self.right]
            }
        }

        $crate::nodes! { $($rest)* }
    };
    ($other:item $($rest:tt)*) => {
        $other
        $crate::nodes! { $($rest)* }
    };
}
