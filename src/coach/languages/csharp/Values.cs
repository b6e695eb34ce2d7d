// The bytes of values; docs/adding-a-language.md has their layout.

using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace Coach {
    sealed class Reader {
        public int At;
        readonly byte[] data;

        public Reader(byte[] data) {
            this.data = data;
        }

        public byte Byte() {
            return data[At++];
        }

        public uint Count() {
            At += 4;
            return (uint) (data[At - 4] << 24 | data[At - 3] << 16 | data[At - 2] << 8 | data[At - 1]);
        }

        public long Long() {
            return (long) Count() << 32 | Count();
        }

        public double Double() {
            return BitConverter.Int64BitsToDouble(Long());
        }

        public string Text() {
            int length = (int) Count();
            At += length;
            return Encoding.UTF8.GetString(data, At - length, length);
        }
    }

    sealed class Writer {
        const int MostItems = 2000000;

        byte[] data = new byte[256];
        int at;
        int left = MostItems;

        public void Byte(byte value) {
            Room(1);
            data[at++] = value;
        }

        public void Bytes(byte[] value) {
            Room(value.Length);
            Buffer.BlockCopy(value, 0, data, at, value.Length);
            at += value.Length;
        }

        public void Count(uint value) {
            Room(4);
            for (int shift = 24; shift >= 0; shift -= 8) data[at++] = (byte) (value >> shift);
        }

        public void Long(long value) {
            Room(8);
            for (int shift = 56; shift >= 0; shift -= 8) data[at++] = (byte) (value >> shift);
        }

        public void Double(double value) {
            Long(BitConverter.DoubleToInt64Bits(value));
        }

        public void Text(string value) {
            byte[] bytes = Encoding.UTF8.GetBytes(value);
            Count((uint) bytes.Length);
            Bytes(bytes);
        }

        /// <summary>Make sure, before they are gone through, that there are not too many items.</summary>
        public void Spend(int items) {
            left -= items;
            if (left < 0) throw new Unsuitable("the returned value has over " + MostItems + " items");
        }

        public byte[] Taken() {
            var taken = new byte[at];
            Buffer.BlockCopy(data, 0, taken, 0, at);
            return taken;
        }

        void Room(int size) {
            if (at + size > data.Length) Array.Resize(ref data, Math.Max(data.Length * 2, at + size));
        }
    }

    /// <summary>Reads and writes the values of one type.</summary>
    abstract class Codec<T> {
        public abstract T Read(Reader from);
        public abstract void Write(Writer to, T value);

        protected static void Expect(object value, string what) {
            if (value == null) throw new Unsuitable("returned null where " + what + " is expected");
        }
    }

    static class Codec {
        static readonly Dictionary<string, object> known = new Dictionary<string, object>();

        /// <summary>For a type as a question spells it, which is T in the driver.</summary>
        public static Codec<T> Of<T>(string kind) {
            if (!known.ContainsKey(kind)) known[kind] = Make(kind, typeof(T));
            return (Codec<T>) known[kind];
        }

        static object Make(string kind, Type type) {
            int open = kind.IndexOf('<');
            string outer = open < 0 ? kind : kind.Substring(0, open);
            string inner = open < 0 ? "" : kind.Substring(open + 1, kind.Length - open - 2);
            switch (outer) {
                case "int":
                    return new IntCodec();
                case "long":
                    return new LongCodec();
                case "float":
                    return new DoubleCodec();
                case "bool":
                    return new BoolCodec();
                case "string":
                    return new StringCodec();
                case "graph":
                    return Make("list<list<int>>", type);
                case "list":
                    return Generic(typeof(ArrayCodec<>), inner, type.GetElementType());
                case "map":
                    string item = inner.Substring("string,".Length);
                    return Generic(typeof(MapCodec<>), item, type.GetGenericArguments()[1]);
                case "optional":
                    Type value = Nullable.GetUnderlyingType(type);
                    if (value == null) return Generic(typeof(OptionalCodec<>), inner, type);
                    return Generic(typeof(NullableCodec<>), inner, value);
                case "linked_list":
                    return Generic(typeof(ChainCodec<,>), inner, type.GetField("val").FieldType, type);
                case "binary_tree":
                    return Generic(typeof(TreeCodec<,>), inner, type.GetField("val").FieldType, type);
            }
            throw new ArgumentException(kind);
        }

        static object Generic(Type open, string inner, params Type[] types) {
            return Activator.CreateInstance(open.MakeGenericType(types), Make(inner, types[0]));
        }
    }

    sealed class IntCodec : Codec<int> {
        public override int Read(Reader from) {
            return checked((int) from.Long());
        }

        public override void Write(Writer to, int value) {
            to.Long(value);
        }
    }

    sealed class LongCodec : Codec<long> {
        public override long Read(Reader from) {
            return from.Long();
        }

        public override void Write(Writer to, long value) {
            to.Long(value);
        }
    }

    sealed class DoubleCodec : Codec<double> {
        public override double Read(Reader from) {
            return from.Double();
        }

        public override void Write(Writer to, double value) {
            to.Double(value);
        }
    }

    sealed class BoolCodec : Codec<bool> {
        public override bool Read(Reader from) {
            return from.Byte() != 0;
        }

        public override void Write(Writer to, bool value) {
            to.Byte(value ? (byte) 1 : (byte) 0);
        }
    }

    sealed class StringCodec : Codec<string> {
        public override string Read(Reader from) {
            return from.Text();
        }

        public override void Write(Writer to, string value) {
            Expect(value, "a string");
            to.Text(value);
        }
    }

    sealed class ArrayCodec<T> : Codec<T[]> {
        readonly Codec<T> item;

        public ArrayCodec(Codec<T> item) {
            this.item = item;
        }

        public override T[] Read(Reader from) {
            var items = new T[from.Count()];
            for (int k = 0; k < items.Length; k++) items[k] = item.Read(from);
            return items;
        }

        public override void Write(Writer to, T[] value) {
            Expect(value, "an array");
            to.Spend(value.Length);
            to.Count((uint) value.Length);
            foreach (T each in value) item.Write(to, each);
        }
    }

    sealed class MapCodec<T> : Codec<Dictionary<string, T>> {
        readonly Codec<T> item;

        public MapCodec(Codec<T> item) {
            this.item = item;
        }

        public override Dictionary<string, T> Read(Reader from) {
            var made = new Dictionary<string, T>();
            for (uint left = from.Count(); left > 0; left--) {
                string key = from.Text();
                made[key] = item.Read(from);
            }
            return made;
        }

        public override void Write(Writer to, Dictionary<string, T> value) {
            Expect(value, "a dictionary");
            to.Spend(value.Count);
            to.Count((uint) value.Count);
            foreach (var entry in value) {
                to.Text(entry.Key);
                item.Write(to, entry.Value);
            }
        }
    }

    /// <summary>What may be missing, of a type that has a null of its own.</summary>
    sealed class OptionalCodec<T> : Codec<T> where T : class {
        readonly Codec<T> item;

        public OptionalCodec(Codec<T> item) {
            this.item = item;
        }

        public override T Read(Reader from) {
            return from.Byte() == 0 ? null : item.Read(from);
        }

        public override void Write(Writer to, T value) {
            to.Byte(value == null ? (byte) 0 : (byte) 1);
            if (value != null) item.Write(to, value);
        }
    }

    sealed class NullableCodec<T> : Codec<T?> where T : struct {
        readonly Codec<T> item;

        public NullableCodec(Codec<T> item) {
            this.item = item;
        }

        public override T? Read(Reader from) {
            return from.Byte() == 0 ? (T?) null : item.Read(from);
        }

        public override void Write(Writer to, T? value) {
            to.Byte(value.HasValue ? (byte) 1 : (byte) 0);
            if (value.HasValue) item.Write(to, value.Value);
        }
    }

    sealed class ChainCodec<T, N> : Codec<N> where N : class {
        static readonly Func<N, T> val = Fields<N>.Getter<T>("val");
        static readonly Func<N, N> next = Fields<N>.Getter<N>("next");
        static readonly Action<N, N> link = Fields<N>.Setter<N>("next");
        static readonly Func<T, N> make = Fields<N>.Maker<T>();
        readonly Codec<T> item;

        public ChainCodec(Codec<T> item) {
            this.item = item;
        }

        public override N Read(Reader from) {
            N head = null, last = null;
            for (uint left = from.Count(); left > 0; left--) {
                N node = make(item.Read(from));
                if (last == null) head = node;
                else link(last, node);
                last = node;
            }
            return head;
        }

        public override void Write(Writer to, N value) {
            int count = 0;
            N milestone = null;
            for (N node = value; node != null; node = next(node)) {
                // Any cycle comes by the last milestone again, once these are further apart than it is long.
                if (node == milestone) throw new Unsuitable("the returned linked list has a cycle");
                if ((count & count - 1) == 0) milestone = node;
                to.Spend(1);
                count++;
            }
            to.Count((uint) count);
            for (N node = value; node != null; node = next(node)) item.Write(to, val(node));
        }
    }

    sealed class TreeCodec<T, N> : Codec<N> where N : class {
        static readonly Func<N, T> val = Fields<N>.Getter<T>("val");
        static readonly Func<N, N> left = Fields<N>.Getter<N>("left"), right = Fields<N>.Getter<N>("right");
        static readonly Action<N, N> growLeft = Fields<N>.Setter<N>("left"), growRight = Fields<N>.Setter<N>("right");
        static readonly Func<T, N> make = Fields<N>.Maker<T>();
        readonly Codec<T> item;

        public TreeCodec(Codec<T> item) {
            this.item = item;
        }

        public override N Read(Reader from) {
            uint count = from.Count();
            N root = count > 0 ? Node(from) : null;
            var waiting = new Queue<N>();
            N parent = root;
            for (uint k = 1; k < count; k++) {
                N node = Node(from);
                if (k % 2 == 1) growLeft(parent, node);
                else growRight(parent, node);
                if (node != null) waiting.Enqueue(node);
                if (k % 2 == 0 && waiting.Count > 0) parent = waiting.Dequeue();
            }
            return root;
        }

        N Node(Reader from) {
            return from.Byte() == 0 ? null : make(item.Read(from));
        }

        public override void Write(Writer to, N value) {
            var nodes = new List<N> { value };
            var seen = new HashSet<N>();
            for (int k = 0; k < nodes.Count; k++) {
                N node = nodes[k];
                if (node == null) continue;
                if (!seen.Add(node)) throw new Unsuitable("a node occurs twice in the returned tree");
                to.Spend(1);
                nodes.Add(left(node));
                nodes.Add(right(node));
            }
            int count = nodes.FindLastIndex(node => node != null) + 1;
            to.Count((uint) count);
            for (int k = 0; k < count; k++) {
                to.Byte(nodes[k] == null ? (byte) 0 : (byte) 1);
                if (nodes[k] != null) item.Write(to, val(nodes[k]));
            }
        }
    }

    /// <summary>Ways to the fields of a node, whose class comes with the solution; reflection alone is slow.</summary>
    static class Fields<N> {
        public static Func<N, F> Getter<F>(string name) {
            var method = new DynamicMethod(name, typeof(F), new[] { typeof(N) }, typeof(N));
            ILGenerator code = method.GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, typeof(N).GetField(name));
            code.Emit(OpCodes.Ret);
            return (Func<N, F>) method.CreateDelegate(typeof(Func<N, F>));
        }

        public static Action<N, F> Setter<F>(string name) {
            var method = new DynamicMethod(name, null, new[] { typeof(N), typeof(F) }, typeof(N));
            ILGenerator code = method.GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Stfld, typeof(N).GetField(name));
            code.Emit(OpCodes.Ret);
            return (Action<N, F>) method.CreateDelegate(typeof(Action<N, F>));
        }

        /// <summary>Calls the constructor with a value, and null for every other parameter.</summary>
        public static Func<F, N> Maker<F>() {
            ConstructorInfo constructor = typeof(N).GetConstructors()[0];
            var method = new DynamicMethod("make", typeof(N), new[] { typeof(F) }, typeof(N));
            ILGenerator code = method.GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            for (int k = 1; k < constructor.GetParameters().Length; k++) code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Newobj, constructor);
            code.Emit(OpCodes.Ret);
            return (Func<F, N>) method.CreateDelegate(typeof(Func<F, N>));
        }
    }
}
