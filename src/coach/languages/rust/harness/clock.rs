//! CPU time, through the C library: the standard library knows wall clocks only.

const CLOCK_THREAD_CPUTIME_ID: i32 = 3;
const RUSAGE_SELF: i32 = 0;

extern "C" {
    static __libc_single_threaded: u8;

    fn clock_gettime(clock: i32, time: *mut Time) -> i32;
    fn getrusage(who: i32, usage: *mut Usage) -> i32;
}

#[repr(C)]
#[derive(Default)]
struct Time {
    seconds: i64,
    parts: i64,
}

impl Time {
    fn in_seconds(&self, parts_of_one: f64) -> f64 {
        self.seconds as f64 + self.parts as f64 / parts_of_one
    }
}

#[repr(C)]
#[derive(Default)]
struct Usage {
    user: Time,
    system: Time,
    others: [i64; 14],
}

/// CPU seconds of this process so far. While it has one thread, that thread's clock tells it best: the clock of a
/// process moves in steps of some milliseconds where its CPU time is limited.
pub fn cpu_seconds() -> f64 {
    if unsafe { __libc_single_threaded } != 0 {
        let mut time = Time::default();
        unsafe { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &mut time) };
        return time.in_seconds(1e9);
    }
    let mut usage = Usage::default();
    unsafe { getrusage(RUSAGE_SELF, &mut usage) };
    usage.user.in_seconds(1e6) + usage.system.in_seconds(1e6)
}
