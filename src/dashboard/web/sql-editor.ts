import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { ApiError, ApiTable } from '../api.ts';

interface EditorOptions {
  readonly text: string;
  readonly tables: readonly ApiTable[];
  readonly onRun: () => void;
}

export interface Editor {
  text(): string;
  setText(text: string): void;
  /** Marks the place where the engine stumbled. */
  showError(error: ApiError): void;
  clearError(): void;
}

/** An editor for SQL that completes the names of tables and columns. */
export function openEditor(parent: HTMLElement, { text, tables, onRun }: EditorOptions): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        // The policy lets in no style but this one.
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
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      view.focus();
    },
    showError: ({ message, line, column }) => {
      if (line === undefined || line > view.state.doc.lines) return;
      const { from, to } = view.state.doc.line(line);
      const start = Math.min(from + (column ?? 1) - 1, to);
      const word = view.state.wordAt(start);
      view.dispatch(
        setDiagnostics(view.state, [
          { from: start, to: Math.max(word?.to ?? start + 1, start), severity: 'error', message },
        ]),
      );
    },
    clearError: () => view.dispatch(setDiagnostics(view.state, [])),
  };
}

/**
 * Types over a selection by itself: Chromium would keep the look of the replaced text in a style attribute, which the
 * policy refuses and the console tells.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || event.data === null || event.isComposing) return false;
  if (view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

/** The key is used up. */
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
