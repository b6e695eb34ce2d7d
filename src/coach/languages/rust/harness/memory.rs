//! An allocator that says when memory is used up; Rust's own answer to that is to abort.

use crate::serve::end_for_want_of_memory;
use std::alloc::{GlobalAlloc, Layout, System};

struct Telling;

#[global_allocator]
static ALLOCATOR: Telling = Telling;

unsafe impl GlobalAlloc for Telling {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        checked(System.alloc(layout))
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        checked(System.alloc_zeroed(layout))
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        checked(System.realloc(block, layout, size))
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        System.dealloc(block, layout)
    }
}

#[inline]
fn checked(block: *mut u8) -> *mut u8 {
    if block.is_null() {
        end_for_want_of_memory();
    }
    block
}
