// What the package exports, read from its declarations: names, signatures, doc comments, and the types that they name. TypeDoc
// does not run on the compiler of this project, which has no API in JavaScript.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

const root = new URL('..', import.meta.url).pathname;

/** Every exported name in order, with where and how it is declared. */
export function readApi() {
  const index = readModule('index.d.ts');
  return index.exports.map(({ name, from, imported }) => {
    const { file, local } = resolve(from, imported);
    const declaration = readModule(file).declarations.get(local);
    if (declaration === undefined) throw new Error(`${name} is not declared in ${file}.`);
    return { name, file, local, ...declaration, text: withValues(declaration.text, file) };
  });
}

/** A declaration with the values of constants in place of their names: nobody can look those up. */
function withValues(text, file) {
  const constant = (name) => {
    const imported = readModule(file).imports.get(name);
    const found = imported === undefined ? { file, local: name } : resolveFrom(file, imported);
    return readModule(found.file).declarations.get(found.local)?.text ?? '';
  };
  return text
    .replace(/\(typeof (\w+)\)\[number\](?!\[)/g, (whole, name) => {
      const values = /: readonly \[(.*)\]$/s.exec(constant(name))?.[1];
      return values?.replaceAll('"', "'").replaceAll(', ', ' | ') ?? whole;
    })
    .replace(/\{@link (\w+)\}/g, (whole, name) => /^const \w+ = (\d+)$/.exec(constant(name))?.[1] ?? whole);
}

/** Types in the signatures of the package that nobody can import from it: `EtlOptions names Backoff of backoff.d.ts`. */
export function notExported(api) {
  const exported = new Set(api.map(({ file, local }) => `${file}#${local}`));
  return api.flatMap(({ name, file, names }) =>
    names.flatMap((used) => {
      const module = readModule(file);
      const imported = module.imports.get(used);
      if (imported === undefined && !module.declarations.has(used)) return []; // of the language, or a type parameter
      if (imported !== undefined && !imported.from.startsWith('.')) return [];
      const found = imported === undefined ? { file, local: used } : resolveFrom(file, imported);
      return exported.has(`${found.file}#${found.local}`) ? [] : [`${name} names ${used} of ${found.file}`];
    }),
  );
}

const modules = new Map();

let declarations;

/** The text of each declaration file, by its path. */
function readDeclarations() {
  const folder = mkdtempSync(join(tmpdir(), 'sparkify-declarations-'));
  try {
    const options = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder];
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options], { cwd: root });
    const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.d.ts'));
    return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readModule(file) {
  if (!modules.has(file)) modules.set(file, parse(file));
  return modules.get(file);
}

function parse(file) {
  declarations ??= readDeclarations();
  const text = declarations.get(file) ?? '';
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  /** The doc comment that ends where a node begins, but for white space. */
  const commentOf = (node) => {
    const before = docs.filter(({ end }) => end <= node.start).at(-1);
    return parseComment(before && text.slice(before.end, node.start).trim() === '' ? before.value : '');
  };
  const module = { imports: new Map(), exports: [], declarations: new Map() };
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      for (const { local, imported } of node.specifiers)
        module.imports.set(local.name, { from: node.source.value, imported: imported?.name ?? 'default' });
      continue;
    }
    if (node.type === 'ExportNamedDeclaration' && node.source !== null) {
      for (const { local, exported } of node.specifiers)
        module.exports.push({ name: exported.name, from: node.source.value, imported: local.name });
      continue;
    }
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    for (const { id, kind, body } of declarationsOf(declared)) {
      // An overload, or a constant beside the type of its name: the first one has the comment.
      const earlier = module.declarations.get(id.name);
      module.declarations.set(id.name, {
        kind: earlier?.kind ?? kind,
        comment: earlier?.comment ?? commentOf(node),
        text: [earlier?.text, plain(text.slice(node.start, node.end))].filter(Boolean).join('\n'),
        members: [
          ...(earlier?.members ?? []),
          ...(body ?? []).map((member) => ({
            name: text.slice(member.key?.start ?? member.start, member.key?.end ?? member.start),
            text: plain(text.slice(member.start, member.end)),
            comment: commentOf(member),
          })),
        ],
        names: [...new Set([...(earlier?.names ?? []), ...namesIn(declared)])],
      });
    }
  }
  return module;
}

function declarationsOf(node) {
  switch (node?.type) {
    case 'TSDeclareFunction':
    case 'FunctionDeclaration':
      return [{ id: node.id, kind: 'function' }];
    case 'ClassDeclaration':
      return [{ id: node.id, kind: 'class', body: node.body.body }];
    case 'TSInterfaceDeclaration':
      return [{ id: node.id, kind: 'type', body: node.body.body }];
    case 'TSTypeAliasDeclaration':
      return [{ id: node.id, kind: 'type', body: membersOfAlias(node.typeAnnotation) }];
    case 'VariableDeclaration':
      return node.declarations.map(({ id }) => ({ id, kind: 'value' }));
    default:
      return [];
  }
}

/** The members of `{ … }` and of `Readonly<{ … }>`. */
function membersOfAlias(type) {
  if (type.type === 'TSTypeLiteral') return type.members;
  const [only] = type.typeArguments?.params ?? [];
  return type.type === 'TSTypeReference' && only?.type === 'TSTypeLiteral' ? only.members : undefined;
}

/** The types and classes that a declaration names; `typeof VALUE` names no type. */
function namesIn(node) {
  const names = [];
  const visit = (value) => {
    if (value === null || typeof value !== 'object') return;
    if (value.type === 'TSTypeReference') names.push(firstOf(value.typeName));
    if (value.type === 'TSInterfaceHeritage' || value.type === 'TSClassImplements')
      names.push(firstOf(value.expression));
    if (value.type === 'ClassDeclaration' && value.superClass !== null) names.push(firstOf(value.superClass));
    if (value.type === 'PropertyDefinition' && value.accessibility === 'private') return;
    for (const child of Object.values(value)) visit(child);
  };
  visit(node);
  return names.filter(Boolean);
}

function firstOf(name) {
  return name.type === 'TSQualifiedName' ? firstOf(name.left) : name.name;
}

/** A declaration without what every one has. */
function plain(text) {
  return text.replace(/^export (declare )?/, '').replace(/;$/, '');
}

function resolve(from, imported) {
  const file = from.replace(/^\.\//, '').replace(/\.ts$/, '.d.ts');
  const again = readModule(file).exports.find(({ name }) => name === imported);
  return again === undefined ? { file, local: imported } : resolveFrom(file, again);
}

function resolveFrom(file, { from, imported }) {
  return resolve(`./${join(dirname(file), from)}`, imported);
}

/** The text of a doc comment and its tags, links as code. */
function parseComment(value) {
  const lines = value.split('\n').map((line) => line.replace(/^\s*\*? ?/, ''));
  const [text = '', ...tags] = lines
    .join('\n')
    .replace(/\{@link ([^}]+)\}/g, '`$1`')
    .split(/^@(?=[a-z])/m)
    .map((part) => part.replace(/\s*\n\s*/g, ' ').trim());
  return { text, tags: tags.map((tag) => tag.replace(/\{(\w+)\}/, '`$1`')) };
}
