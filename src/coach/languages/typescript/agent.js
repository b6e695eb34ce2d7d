"use strict";
// Checks a candidate's TypeScript, makes JavaScript of it, and has JavaScript's own agent run that. The compiler has
// read its libraries, and has seen a good deal of code, before it says that it is ready.

const fs = require("fs");
const path = require("path");
const { SourceMap } = require("module");
const { Rejected, serve } = require("../javascript/agent.js");

const COMPILER = "/usr/share/nodejs/typescript/lib/typescript.js";
const FILE = process.env.COACH_FILE;
const NODES = "nodes.d.ts";
const GLOBALS = path.join(__dirname, "globals.d.ts");
const WARM_UP = path.join(__dirname, "warm-up.ts");
const WARM_UP_NODES = `
declare class ListNode { val: number; next: ListNode | null; constructor(val: number); }
declare class TreeNode { val: number; left: TreeNode | null; right: TreeNode | null; constructor(val: number); }
`;
const MOST_ERRORS = 3;

class Compiler {
  constructor() {
    this.ts = require(COMPILER);
    this.options = {
      target: this.ts.ScriptTarget.ES2022,
      module: this.ts.ModuleKind.CommonJS,
      // A module of its own: what it declares hides a global of the same name, such as the nodes of a list.
      moduleDetection: this.ts.ModuleDetectionKind.Force,
      esModuleInterop: true,
      strict: true,
      noResolve: true,
      types: [],
      sourceMap: true,
    };
    this.libraries = new Map();
    this.program = undefined;
  }

  /** JavaScript of a solution, and which of its lines a line of that is. Throws Rejected. */
  translate(source, nodes) {
    const { ts } = this;
    const texts = { [FILE]: source, [NODES]: nodes };
    const emitted = {};
    const host = {
      getSourceFile: (name, target) =>
        name in texts ? ts.createSourceFile(name, texts[name], target, true) : this.library(name, target),
      getDefaultLibFileName: () => path.join(path.dirname(COMPILER), "lib.es2022.d.ts"),
      getDefaultLibLocation: () => path.dirname(COMPILER),
      getCurrentDirectory: () => "",
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      fileExists: (name) => name in texts || fs.existsSync(name),
      readFile: (name) => texts[name] ?? fs.readFileSync(name, "utf8"),
      writeFile: (name, text) => (emitted[path.extname(name)] = text),
    };
    const rootNames = [GLOBALS, NODES, FILE];
    this.program = ts.createProgram({ rootNames, options: this.options, host, oldProgram: this.program });
    const file = this.program.getSourceFile(FILE);
    const unreadable = this.program.getSyntacticDiagnostics(file);
    const errors = unreadable.length ? unreadable : this.program.getSemanticDiagnostics(file);
    if (errors.length) throw this.rejected(errors);
    this.program.emit(file);
    return { code: emitted[".js"], lineOf: lines(emitted[".map"]) };
  }

  library(name, target) {
    if (!this.libraries.has(name)) {
      const text = fs.existsSync(name) ? fs.readFileSync(name, "utf8") : undefined;
      // Without their comments, which are most of them, they are read in half the time.
      const bare = text?.replace(/\/\*[^]*?\*\//g, "");
      this.libraries.set(name, bare && this.ts.createSourceFile(name, bare, target));
    }
    return this.libraries.get(name);
  }

  rejected(errors) {
    const told = errors.slice(0, MOST_ERRORS).map((each) => {
      const line = each.start === undefined ? 0 : each.file.getLineAndCharacterOfPosition(each.start).line + 1;
      return { line, text: `TS${each.code}: ${this.ts.flattenDiagnosticMessageText(each.messageText, "; ")}` };
    });
    const [first, ...others] = told;
    const parts = [first.text, ...others.map(({ line, text }) => `line ${line}: ${text}`)];
    if (errors.length > told.length) parts.push(`and ${errors.length - told.length} more`);
    return new Rejected(parts.join("; "), first.line);
  }

  /** Translate code with errors and without: every way through the compiler is slow when it is first taken. */
  warmUp() {
    const wrong = fs.readFileSync(WARM_UP, "utf8");
    const sound = wrong.slice(0, wrong.indexOf("const wrong"));
    for (const source of [`${wrong}(`, wrong]) {
      try {
        this.translate(source, WARM_UP_NODES);
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
      }
    }
    this.translate(sound, WARM_UP_NODES).lineOf(1, 1);
  }
}

/** The candidate's line for a place in what the compiler made. It stays, so it must hold nothing of the compiler. */
function lines(sourceMap) {
  const map = new SourceMap(JSON.parse(sourceMap));
  return (line, column) => (map.findEntry(line - 1, column - 1).originalLine ?? -1) + 1;
}

let compiler = new Compiler();
compiler.warmUp();
serve((source, nodes) => {
  const used = compiler;
  // The memory that it takes is the candidate's from here on.
  compiler = null;
  delete require.cache[COMPILER];
  module.children = [];
  return used.translate(source, nodes);
});
