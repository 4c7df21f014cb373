import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError, ApiTable } from '../api.ts';

interface SqlEditorProps {
  /** The text as the page opens. */
  readonly text: string;
  readonly tables: readonly ApiTable[];
  readonly onRun: (sql: string) => void;
  /** What the last statement failed with, marked at its place. */
  readonly error: ApiError | undefined;
  /** Receives what the page may do with the editor. */
  readonly onOpen: (editor: Editor) => void;
}

export interface Editor {
  text(): string;
  setText(text: string): void;
  /** Writes at the cursor. */
  insert(text: string): void;
}

/** An editor for SQL that completes the names of tables and columns; it is destroyed with its page. */
export function SqlEditor({ text, tables, onRun, error, onOpen }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView>();
  const run = useRef(onRun);
  run.current = onRun;
  useEffect(() => {
    if (place.current === null) return;
    const opened = openView(place.current, text, tables, () => run.current(opened.state.doc.toString()));
    setView(opened);
    onOpen(editorOf(opened));
    return () => opened.destroy();
  }, [tables]);
  useEffect(() => {
    if (view !== undefined) view.dispatch(setDiagnostics(view.state, marksOf(view, error)));
  }, [view, error]);
  return <div class="editor" ref={place} />;
}

function openView(
  parent: HTMLElement,
  doc: string,
  tables: readonly ApiTable[],
  onRun: () => void,
): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        // The policy accepts no style but the one with this nonce.
        EditorView.cspNonce.of(nonce()),
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run: runAnd(onRun) }])),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
        history(),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        lineNumbers(),
        bracketMatching(),
        autocompletion(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'SQL statement' }),
        sql({ dialect: PostgreSQL, schema: schemaOf(tables), upperCaseKeywords: false }),
        syntaxHighlighting(colours),
        look,
      ],
    }),
  });
}

function editorOf(view: EditorView): Editor {
  return {
    text: () => view.state.doc.toString(),
    setText: (insert) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
      view.focus();
    },
    insert: (text) => {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
  };
}

/** The place where the engine found the error. */
function marksOf(view: EditorView, error: ApiError | undefined): Diagnostic[] {
  if (error?.line === undefined || error.line > view.state.doc.lines) return [];
  const { from, to } = view.state.doc.line(error.line);
  const start = Math.min(from + (error.column ?? 1) - 1, to);
  const end = Math.max(view.state.wordAt(start)?.to ?? start + 1, start);
  return [
    { from: start, to: Math.min(end, view.state.doc.length), severity: 'error', message: error.message },
  ];
}

/**
 * Types over a selection by itself: Chromium would keep the look of the replaced text in a style attribute, which the
 * policy refuses and the console reports.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || event.data === null || event.isComposing) return false;
  if (view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

/** Handles the key: no other binding sees it. */
function runAnd(onRun: () => void): () => boolean {
  return () => {
    onRun();
    return true;
  };
}

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
}

function schemaOf(tables: readonly ApiTable[]): Record<string, string[]> {
  return Object.fromEntries(tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--code-keyword)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-text)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '14px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', minHeight: '170px', maxHeight: '45vh' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--muted)', border: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: '#fff' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--picked)' },
});
