// What there is at run time beside the language's own library: Node's globals, as far as solutions use them, and what
// its JavaScript has beyond the ES2022 of the compiler.

declare const console: Record<
  | "assert" | "count" | "debug" | "dir" | "error" | "group" | "groupEnd" | "info" | "log" | "table" | "time" | "timeEnd"
  | "trace" | "warn",
  (...values: any[]) => void
>;

declare function require(name: string): any;
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(callback: () => void): void;
declare function setTimeout(callback: (...given: any[]) => void, milliseconds?: number, ...given: any[]): any;
declare function setInterval(callback: (...given: any[]) => void, milliseconds?: number, ...given: any[]): any;
declare function setImmediate(callback: (...given: any[]) => void, ...given: any[]): any;
declare function clearTimeout(timer: any): void;
declare function clearInterval(timer: any): void;
declare const Buffer: any, exports: any, global: any, module: any, performance: any, process: any;
declare const TextDecoder: any, TextEncoder: any;

// Modules have no types here; what they export is `any`.
declare module "*";

interface Array<T> {
  findLast<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): S | undefined;
  findLast(predicate: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findLastIndex(predicate: (value: T, index: number, array: T[]) => unknown): number;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  with(index: number, value: T): T[];
}
