/** A way back for what was just done: ten seconds in a toast, or Ctrl+Z outside a text box. */
import i18next from 'i18next';
import { sayProblem } from './problem';
import { toast, useToasts } from './toast';

/** `back` undoes it; says so when that does not work. `ms` is how long it is offered. */
export function undoable(text: string, back: () => Promise<unknown>): void {
  toast.done(text, () => {
    back().then(
      () => toast.done(i18next.t('common.undone')),
      (error: unknown) => toast.failed(sayProblem(error)),
    );
  });
}

/** Takes back the newest of what still can be; false when there is nothing. */
export function undoNewest(): boolean {
  const { items, drop } = useToasts.getState();
  const newest = items.findLast((item) => item.undo !== undefined);
  newest?.undo?.();
  if (newest) drop(newest.id);
  return newest !== undefined;
}
