/** Does something and says how it went: true when it was done. */
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';

export async function attempt(act: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await act();
  } catch (error) {
    toast.failed(sayProblem(error));
    return false;
  }
  if (done) toast.done(done);
  return true;
}
