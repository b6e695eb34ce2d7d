//! What a candidate's Rust is linked with. It takes the cases, has the generated driver call the solution, and answers.
//! All of it shares a process with the candidate's code, so the host trusts none of it.

mod clock;
mod memory;
mod nodes;
pub mod prebuilt;
mod serve;
mod value;

pub use nodes::{ListLink, TreeLink};
pub use serve::{serve, Case};
pub use std::hint::black_box;
pub use value::{Input, Output, Value};

/// What a solution finds without a `use`. The driver takes it in by a glob, so the solution's own names go first.
pub mod names {
    pub use std::cell::RefCell;
    pub use std::collections::*;
    pub use std::rc::Rc;
}
