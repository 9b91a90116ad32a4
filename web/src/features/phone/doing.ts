/** One order at a time: which is under way, and a word where it was refused. */
import { useState } from 'react';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';

export interface Doing {
  busy: string;
  act: (name: string, run: () => Promise<unknown>) => void;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState('');
  const act = (name: string, run: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(name);
    run()
      .catch((error: unknown) => toast.failed(sayProblem(error)))
      .finally(() => setBusy(''));
  };
  return { busy, act };
}
