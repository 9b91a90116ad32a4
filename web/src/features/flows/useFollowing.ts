/** What follows a change after a moment: the checks. What is fetched anew by itself: how many go through each node. */
import { useEffect } from 'react';
import { isMac } from '@/ui/shortcuts';
import { copied, pasted, removed, type Clip } from './model/edits';
import { flowOf } from './model/flow';
import type { DesignerStore, Finding } from './model/store';
import { lint, useCounts, useRecipe } from './questions';
import { useDesigner, useStore } from './useDesigner';

const PAUSE = 600;

export function useFollowing(slug: string, version: number): void {
  const store = useStore();
  const flow = useDesigner((state) => state.flow);
  const counts = useCounts(slug, version);
  const recipe = useRecipe(flow.recipe ?? '').data;
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      lint(slug, flow, abort.signal).then(
        (answer) => store.setState({ findings: answer.findings as Finding[] }),
        () => undefined, // Without an answer the last one stands; the draft's own state says that the line is down.
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [slug, flow, store]);
  useEffect(() => {
    if (recipe) store.setState({ given: new Set(Object.keys(flowOf(recipe.body).nodes)) });
  }, [recipe, store]);
  useEffect(() => {
    if (counts.data) store.setState({ counts: counts.data.nodes });
  }, [counts.data, store]);
}

let clip: Clip = {};

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

function paste(store: DesignerStore): void {
  let made: string[] = [];
  store.getState().edit((flow) => {
    const [next, ids] = pasted(flow, clip);
    made = ids;
    return ids.length > 0 ? next : flow;
  });
  if (made.length > 0) store.getState().select(made, 'node');
}

function act(store: DesignerStore, key: string, shift: boolean): boolean {
  const { selected, undo, redo, edit, flow } = store.getState();
  if (key === 'z') (shift ? redo : undo)();
  else if (key === 'y') redo();
  else if (key === 'c' && selected.length > 0) clip = copied(flow, selected);
  else if (key === 'x' && selected.length > 0) {
    clip = copied(flow, selected);
    edit((now) => removed(now, selected));
  } else if (key === 'v' && Object.keys(clip).length > 0) paste(store);
  else return false;
  return true;
}

/** Undo, copy, paste and delete wherever nothing is being written. */
export function useKeys(store: DesignerStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (writing(event.target) || document.querySelector('[role="dialog"]')) return;
      const { selected, edit } = store.getState();
      const command = isMac() ? event.metaKey : event.ctrlKey;
      const inTree = event.target instanceof HTMLElement && event.target.role === 'tree';
      if (command && !event.altKey && window.getSelection()?.isCollapsed !== false) {
        if (act(store, event.key.toLowerCase(), event.shiftKey)) event.preventDefault();
      } else if (['Delete', 'Backspace'].includes(event.key) && selected.length > 0 && !inTree) {
        edit((now) => removed(now, selected));
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store]);
}
