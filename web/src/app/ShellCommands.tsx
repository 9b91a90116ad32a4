/** What can be done from anywhere: going places, my state, my looks; and the palette that does it by name. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { choosePresence, nameOf, signOut, useMe } from '@/api/session';
import { live } from '@/live/store';
import { useCommands, useShortcuts, type Command } from '@/ui/commands';
import { currentLanguage, setLanguage, type Language } from '@/ui/i18n';
import { preferences } from '@/ui/prefs';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { undoNewest } from '@/ui/undo';
import { features } from './features';
import { closeOverlay, openOverlay, useOverlay } from './overlays';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));
const Help = lazy(async () => ({ default: (await import('./ShortcutHelp')).ShortcutHelp }));

/** The shell's own places by the last word of their shortcut's name. */
const PLACES: Readonly<Record<string, string>> = {
  '/inbox/mine': 'go.inbox',
  '/customers': 'go.customers',
  '/board': 'go.board',
  '/admin': 'go.admin',
};

const LISTS = ['mentions', 'team', 'all', 'pending', 'snoozed', 'resolved'] as const;

function usePlaces(): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { permissions } = useMe();
  const go = (to: string) => () => void navigate({ to });
  const rail = features
    .flatMap((feature) => (feature.rail ? [feature.rail] : []))
    .filter((entry) => entry.needs.length === 0 || entry.needs.some((need) => permissions[need]))
    .map((entry): Command => ({
      id: PLACES[entry.to] ?? `go${entry.to.replaceAll('/', '.')}`,
      title: t(entry.label),
      group: 'go',
      icon: entry.icon,
      run: go(entry.to),
    }));
  return [
    ...rail,
    ...LISTS.map((view): Command => ({
      id: `go.list.${view}`,
      title: t(`view.${view}`),
      words: t('view.label'),
      group: 'go',
      run: go(`/inbox/${view}`),
    })),
    { id: 'go.waiting', title: t('view.unassigned'), group: 'go', run: go('/inbox/unassigned') },
    { id: 'go.me', title: t('person.preferences'), group: 'go', run: go('/me') },
    ...(permissions['conversation.reply']
      ? [{ id: 'create.conversation', title: t('command.new'), group: 'create' as const, run: go('/new') }]
      : []),
    { id: 'search', title: t('command.search'), group: 'go', run: go('/search') },
  ];
}

function useOwn(): Command[] {
  const { t, i18n } = useTranslation();
  const { pauses } = useMe().catalog;
  const be =
    (state: 'available' | 'paused' | 'offline', reason = '') =>
    () => {
      choosePresence(state, reason).then(live.learnPresence, (error: unknown) =>
        toast.failed(sayProblem(error)),
      );
    };
  const speak = (language: Language) => () => {
    preferences.set({ 'look.language': language });
    void setLanguage(language);
  };
  const state = (id: string, title: string, run: () => void): Command => ({
    id: `presence.${id}`,
    title: t('command.presence', { state: title }),
    group: 'me',
    run,
  });
  const scheme = (name: 'light' | 'dark' | 'system'): Command => ({
    id: `look.${name}`,
    title: t('command.colours', { name: t(`person.${name}`) }),
    group: 'me',
    run: () => preferences.set({ 'look.scheme': name }),
  });
  const other: Language = currentLanguage() === 'es' ? 'en' : 'es';
  return [
    state('available', t('presence.available'), be('available')),
    ...pauses.map((pause) =>
      state(`paused.${pause.slug}`, nameOf(pauses, pause.slug, i18n.language), be('paused', pause.slug)),
    ),
    state('offline', t('presence.offline'), be('offline')),
    {
      id: 'look.language',
      title: other === 'es' ? 'Español' : 'English',
      words: 'idioma language',
      group: 'me',
      run: speak(other),
    },
    scheme('light'),
    scheme('dark'),
    scheme('system'),
    { id: 'session.end', title: t('person.signOut'), group: 'me', run: () => void signOut() },
  ];
}

export function ShellCommands() {
  const { t } = useTranslation();
  const open = useOverlay((overlay) => overlay.open);
  const shell: Command[] = [
    {
      id: 'palette',
      title: t('command.palette'),
      group: 'me',
      hidden: true,
      run: () => openOverlay('palette'),
    },
    { id: 'help', title: t('person.shortcuts'), group: 'me', run: () => openOverlay('help') },
    { id: 'undo', title: t('common.undo'), group: 'me', hidden: true, run: () => void undoNewest() },
  ];
  useShortcuts();
  useCommands([...usePlaces(), ...useOwn(), ...shell]);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={closeOverlay} />}
      {open === 'help' && <Help onClose={closeOverlay} />}
    </Suspense>
  );
}
