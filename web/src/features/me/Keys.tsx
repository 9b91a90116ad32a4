/** Which key does what: another one by pressing it; single keys off altogether. */
import { Button, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '@/ui/Bits';
import { keysOf } from '@/ui/commands';
import { preferences, usePreference, usePrefs } from '@/ui/prefs';
import { shown, SHORTCUTS, spelled, type ShortcutId } from '@/ui/shortcuts';
import styles from './Me.module.css';
import { Line, Section } from './Parts';

const IDS = Object.keys(SHORTCUTS) as ShortcutId[];
const SEQUENCE_MS = 900;

/** Listens for the key, or two one after the other, until one is pressed or Escape leaves it. */
function useCapture(on: boolean, done: (keys: string | null) => void): void {
  useEffect(() => {
    if (!on) return;
    let first = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') return done(null);
      const name = spelled(event);
      if (name === '' || name.startsWith('alt+')) return;
      clearTimeout(timer);
      if (first !== '') return done(`${first} ${name}`);
      first = name;
      timer = setTimeout(() => done(name), SEQUENCE_MS);
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [on, done]);
}

function KeyLine({
  id,
  taken,
  onTaken,
}: {
  id: ShortcutId;
  taken: boolean;
  onTaken: (by: ShortcutId | null) => void;
}) {
  const { t } = useTranslation('lists');
  const [listening, setListening] = useState(false);
  const name = t(`keys.name.${id}` as 'keys.title');
  const keys = keysOf(id);
  useCapture(listening, (pressed) => {
    setListening(false);
    if (pressed === null) return;
    const other = IDS.find((each) => each !== id && keysOf(each) === pressed);
    onTaken(other ?? null);
    if (!other) preferences.set({ [`keys.${id}`]: pressed === SHORTCUTS[id] ? '' : pressed });
  });
  return (
    <li className={styles['key']} data-taken={taken || undefined}>
      <span>{name}</span>
      <button type="button" className={styles['set']} onClick={() => setListening(true)}>
        <span className="sr-only">{t('keys.set', { name })} </span>
        {listening ? <em>{t('keys.press')}</em> : shown(keys).map((each, n) => <Key key={n}>{each}</Key>)}
      </button>
      {keys !== SHORTCUTS[id] && (
        <Button size="compact-xs" variant="default" onClick={() => preferences.set({ [`keys.${id}`]: '' })}>
          {t('keys.reset')}
        </Button>
      )}
    </li>
  );
}

export function Keys() {
  const { t } = useTranslation('lists');
  const single = usePreference('keys.single') === 'on';
  const [taken, setTaken] = useState<ShortcutId | null>(null);
  usePrefs((prefs) => prefs.values);
  return (
    <Section title={t('me.keysTitle')}>
      <Line label={t('keys.single')} hint={t('keys.singleHint')}>
        <Switch
          aria-label={t('keys.single')}
          checked={single}
          onChange={(event) => preferences.set({ 'keys.single': event.currentTarget.checked ? 'on' : 'off' })}
        />
      </Line>
      <p className={styles['taken']} role="status">
        {taken && t('keys.taken', { name: t(`keys.name.${taken}` as 'keys.title') })}
      </p>
      <ul className={styles['keys']}>
        {IDS.map((id) => (
          <KeyLine key={id} id={id} taken={id === taken} onTaken={setTaken} />
        ))}
      </ul>
    </Section>
  );
}
