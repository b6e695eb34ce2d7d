//! The conversation with the supervisor, and what is measured and caught around a call.

use crate::clock::cpu_seconds;
use crate::value::{Input, Output, Value};
use std::any::Any;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::FromRawFd;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

const REQUESTS: i32 = 3;
const ANSWERS: i32 = 4;
const SOLUTION: &str = "solution.rs";
const LONGEST_MESSAGE: usize = 600;
/// So many repeats in any case; more of them only while all together are short.
const SURE_REPEATS: usize = 3;
const SHORT_SECONDS: f64 = 0.05;

/// The generated part: reads the arguments, calls the solution and writes the result.
type Driver = fn(&mut Case);

/// One call of the solution, as the driver sees it.
pub struct Case<'a> {
    input: Input<'a>,
    output: Output,
    began: f64,
    spent: f64,
}

impl Case<'_> {
    pub fn read<T: Value>(&mut self) -> T {
        T::read(&mut self.input)
    }

    pub fn write<T: Value>(&mut self, value: T) {
        value.write(&mut self.output);
    }

    /// How many operations there are, or which one is next.
    pub fn count(&mut self) -> usize {
        self.input.count()
    }

    /// From here on it is the solution that works.
    pub fn start(&mut self) {
        self.began = cpu_seconds();
    }

    pub fn stop(&mut self) {
        self.spent += cpu_seconds() - self.began;
    }
}

/// Answers requests until there are no more.
pub fn serve(driver: Driver) -> ! {
    panic::set_hook(Box::new(remember));
    let mut requests = unsafe { File::from_raw_fd(REQUESTS) };
    let mut answers = unsafe { File::from_raw_fd(ANSWERS) };
    receive(&mut requests);
    send(&mut answers, b'O', &[]);
    loop {
        let request = receive(&mut requests);
        first_panic().take();
        let (letter, body) = match panic::catch_unwind(AssertUnwindSafe(|| quickest(driver, &request))) {
            Ok(result) => (b'R', result),
            Err(payload) => (b'E', error(&*payload)),
        };
        let _ = io::stdout().flush();
        send(&mut answers, letter, &body);
    }
}

/// Calls the solution as often as is wanted and its time allows. Returns the least time, and the last result.
fn quickest(driver: Driver, request: &[u8]) -> Vec<u8> {
    let mut input = Input::new(request);
    let limit = f64::read(&mut input);
    let repeats = input.count();
    let began = cpu_seconds();
    let mut least = f64::INFINITY;
    let mut calls = 0;
    loop {
        let mut case = Case { input: input.clone(), output: Output::default(), began, spent: 0.0 };
        driver(&mut case);
        calls += 1;
        least = least.min(case.spent);
        let spent = cpu_seconds() - began;
        let enough = calls >= repeats || calls >= SURE_REPEATS && spent > SHORT_SECONDS;
        if enough || spent + 2.0 * least > limit {
            return [&least.to_be_bytes(), &case.output.bytes[..]].concat();
        }
    }
}

/// Message and line of a case's first panic. Others may follow from it: of a `join`, of a poisoned lock.
static FIRST_PANIC: Mutex<Option<(String, u32)>> = Mutex::new(None);

fn first_panic() -> MutexGuard<'static, Option<(String, u32)>> {
    FIRST_PANIC.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Prints nothing, unlike the usual hook: the prints are the candidate's.
fn remember(panic: &PanicHookInfo) {
    let place = panic.location().filter(|place| place.file().ends_with(SOLUTION));
    let line = place.map_or(0, |place| place.line());
    first_panic().get_or_insert_with(|| (message(panic.payload()), line));
}

fn message(payload: &dyn Any) -> String {
    let formatted = payload.downcast_ref::<String>().map(String::as_str);
    let text = formatted.or_else(|| payload.downcast_ref().copied()).unwrap_or("a panic without a message");
    text.chars().take(LONGEST_MESSAGE).collect()
}

fn error(payload: &dyn Any) -> Vec<u8> {
    let (message, line) = first_panic().take().unwrap_or_else(|| (message(payload), 0));
    [&line.to_be_bytes(), message.as_bytes()].concat()
}

fn receive(requests: &mut File) -> Vec<u8> {
    let mut length = [0; 4];
    exactly(requests, &mut length);
    let mut body = vec![0; u32::from_be_bytes(length) as usize];
    exactly(requests, &mut body);
    body
}

/// Fills the bytes, or ends the process where the requests end.
fn exactly(requests: &mut File, bytes: &mut [u8]) {
    if requests.read_exact(bytes).is_err() {
        process::exit(0);
    }
}

fn send(answers: &mut File, letter: u8, body: &[u8]) {
    let length = (body.len() as u32).to_be_bytes();
    let answer = [&length[..], &[letter], body].concat();
    if answers.write_all(&answer).is_err() {
        process::exit(1);
    }
}

extern "C" {
    fn _exit(code: i32) -> !;
}

/// Ends the process without a need for memory, nor for a lock that the solution may hold.
pub fn end_for_want_of_memory() -> ! {
    unsafe {
        let _ = File::from_raw_fd(ANSWERS).write_all(&[0, 0, 0, 0, b'N']);
        _exit(0)
    }
}
