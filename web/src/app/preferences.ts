/** Preferences on their way: from the session into this desk, and every change back to the server. */
import { changeMe, useSession } from '@/api/session';
import { setLanguage, spoken, type Spoken } from '@/ui/i18n';
import { preferences } from '@/ui/prefs';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';

const SOON = 400;

let waiting: Record<string, string> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

const isSpoken = (language: string | undefined): language is Spoken =>
  language === 'es' || language === 'es-419' || language === 'en';

function send(): void {
  const changed = waiting;
  waiting = {};
  timer = undefined;
  const language = changed['look.language'];
  const locale = isSpoken(language) ? (language === 'en' ? 'en' : 'es') : undefined;
  changeMe({ preferences: changed, ...(locale && { locale }) }).catch((error: unknown) =>
    toast.failed(sayProblem(error)),
  );
}

/** Until stopped. */
export function keepPreferences(): () => void {
  const { me } = useSession.getState();
  preferences.learn(me?.user.preferences ?? {});
  const language = preferences.get('look.language');
  if (isSpoken(language) && language !== spoken()) void setLanguage(language);
  preferences.onChange((changed) => {
    waiting = { ...waiting, ...changed };
    timer ??= setTimeout(send, SOON);
  });
  return () => {
    if (timer !== undefined) {
      clearTimeout(timer);
      send();
    }
    preferences.onChange(() => undefined);
  };
}
