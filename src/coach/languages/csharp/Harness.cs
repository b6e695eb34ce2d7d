// Runs a candidate's C#: takes cases from descriptor 3, has the generated driver call the solution, and answers on
// descriptor 4. Everything here shares its process with the candidate's code, so the host trusts none of it.

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Coach {
    public static class Harness {
        const string File = "solution.cs";
        const int LongestError = 500;
        /// <summary>So many repeats in any case; more of them only while all together are short.</summary>
        const int SureRepeats = 3;
        const double ShortSeconds = 0.05;
        const int Requests = 3, Answers = 4;
        const int SigAbrt = 6;
        const int StackBytes = 16 << 20;

        /// <summary>Answer requests; `run` reads a case's input, calls the solution and writes the result.</summary>
        public static void Serve(Action<Call> run) {
            // The runtime's report of a crash is no help to a candidate, and would stand in what was printed.
            Native.signal(SigAbrt, IntPtr.Zero);
            // A stack as deep as the process may have takes the runtime a second to unwind when it is used up.
            new Thread(() => Work(run), StackBytes).Start();
        }

        static void Work(Action<Call> run) {
            Console.SetOut(Printer(Console.OpenStandardOutput()));
            Console.SetError(Printer(Console.OpenStandardError()));
            Native.CpuSeconds();
            Receive();
            Send('O', new byte[0]);
            while (true) Answer(Receive(), run);
        }

        static TextWriter Printer(Stream stream) {
            return new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
        }

        static void Answer(byte[] request, Action<Call> run) {
            try {
                Send('R', Result(request, run));
            } catch (OutOfMemoryException) {
                // What filled the memory may still be reachable, and would be the next case's trouble.
                Send('N', new byte[0]);
                Environment.Exit(1);
            } catch (StackOverflowException error) {
                Send('X', Failure(error));
                Environment.Exit(1);
            } catch (Exception error) {
                Send('E', Failure(error));
            }
        }

        static byte[] Result(byte[] request, Action<Call> run) {
            var head = new Reader(request);
            double limit = head.Double();
            uint repeats = head.Count();
            double began = Native.CpuSeconds();
            Call call = Once(request, head.At, run);
            double least = call.Spent;
            for (uint k = 1; k < repeats; k++) {
                double spent = Native.CpuSeconds() - began;
                if (spent + 2 * least > limit || k >= SureRepeats && spent > ShortSeconds) break;
                call = Once(request, head.At, run);
                least = Math.Min(least, call.Spent);
            }
            var whole = new Writer();
            whole.Double(least);
            whole.Bytes(call.Output.Taken());
            return whole.Taken();
        }

        static Call Once(byte[] request, int at, Action<Call> run) {
            var call = new Call(new Reader(request) { At = at });
            run(call);
            return call;
        }

        static byte[] Failure(Exception error) {
            Exception cause = error.GetBaseException();
            string text = Described(error) + (cause == error ? "" : " ---> " + Described(cause));
            if (text.Length > LongestError) text = text.Substring(0, LongestError);
            var body = new Writer();
            body.Count((uint) (error is Unsuitable ? 0 : LineOf(cause) ?? LineOf(error) ?? 0));
            body.Bytes(Encoding.UTF8.GetBytes(text));
            return body.Taken();
        }

        static string Described(Exception error) {
            if (error is Unsuitable) return error.Message;
            string name = error.GetType().Name;
            try {
                return name + ": " + error.Message;
            } catch (Exception) {
                // The candidate's own exception decides what its message is.
                return name;
            }
        }

        static int? LineOf(Exception error) {
            StackFrame[] frames = new StackTrace(error, true).GetFrames() ?? new StackFrame[0];
            return frames.FirstOrDefault(frame => Path.GetFileName(frame.GetFileName()) == File)?.GetFileLineNumber();
        }

        static byte[] Receive() {
            return Take((int) new Reader(Take(4)).Count());
        }

        static byte[] Take(int length) {
            var taken = new byte[length];
            for (int at = 0; at < length;) {
                int got = Native.Read(Requests, taken, at);
                if (got == 0) Environment.Exit(0);
                at += got;
            }
            return taken;
        }

        static void Send(char kind, byte[] body) {
            var frame = new Writer();
            frame.Count((uint) body.Length);
            frame.Byte((byte) kind);
            frame.Bytes(body);
            byte[] data = frame.Taken();
            for (int at = 0; at < data.Length;) at += Native.Write(Answers, data, at);
        }
    }

    /// <summary>One call of a solution, or one object's life: what it is given, and what came of it.</summary>
    public sealed class Call {
        internal readonly Writer Output = new Writer();
        internal double Spent;
        readonly Reader input;
        double began;

        internal Call(Reader input) {
            this.input = input;
        }

        public uint Count() {
            return input.Count();
        }

        public T Read<T>(string kind) {
            return Codec.Of<T>(kind).Read(input);
        }

        public void Write<T>(string kind, T value) {
            Codec.Of<T>(kind).Write(Output, value);
        }

        public void Start() {
            began = Native.CpuSeconds();
        }

        public void Stop() {
            Spent += Native.CpuSeconds() - began;
        }
    }

    /// <summary>A value that cannot be taken as the question's type; its message is for the candidate.</summary>
    class Unsuitable : Exception {
        public Unsuitable(string message) : base(message) {}
    }

    /// <summary>What the system offers; the class library opens no descriptor that is there already.</summary>
    static class Native {
        const int Self = 0;
        const int Interrupted = 4;

        [StructLayout(LayoutKind.Sequential, Size = 144)]
        struct Usage {
            public long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
        }

        [DllImport("libc")]
        static extern int getrusage(int who, out Usage usage);

        [DllImport("libc")]
        public static extern IntPtr signal(int number, IntPtr handler);

        [DllImport("libc", SetLastError = true)]
        static extern IntPtr read(int descriptor, ref byte first, IntPtr count);

        [DllImport("libc", SetLastError = true)]
        static extern IntPtr write(int descriptor, ref byte first, IntPtr count);

        /// <summary>Of all threads. A clock would go from tick to tick only, since the process has a limit.</summary>
        public static double CpuSeconds() {
            getrusage(Self, out Usage usage);
            return usage.UserSeconds + usage.SystemSeconds + (usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6;
        }

        /// <summary>Fill what is behind `at`, as far as it comes; 0 at the end.</summary>
        public static int Read(int descriptor, byte[] into, int at) {
            IntPtr got;
            do got = read(descriptor, ref into[at], (IntPtr) (into.Length - at));
            while (Failed(got));
            return (int) got;
        }

        public static int Write(int descriptor, byte[] data, int at) {
            IntPtr put;
            do put = write(descriptor, ref data[at], (IntPtr) (data.Length - at));
            while (Failed(put));
            return (int) put;
        }

        /// <summary>Whether to try again; the collector interrupts what waits.</summary>
        static bool Failed(IntPtr outcome) {
            if ((long) outcome >= 0) return false;
            if (Marshal.GetLastWin32Error() != Interrupted) Environment.Exit(1);
            return true;
        }
    }
}
