/** What may make a sound or a notification of the desktop, and when nothing may. */
import { Button, Switch, TextInput } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chime } from '@/ui/chime';
import { preferences, usePreference, type Known } from '@/ui/prefs';
import styles from './Me.module.css';
import { Line, Section } from './Parts';

const EVENTS = [
  ['offer', 'rise'],
  ['mention', 'tap'],
  ['reply', 'drop'],
] as const;

function OnOff({ name, label }: { name: Known; label: string }) {
  const value = usePreference(name);
  return (
    <Switch
      aria-label={label}
      checked={value === 'on'}
      onChange={(event) => preferences.set({ [name]: event.currentTarget.checked ? 'on' : 'off' })}
    />
  );
}

type Allowed = NotificationPermission | 'unsupported';

const allowedNow = (): Allowed => ('Notification' in window ? Notification.permission : 'unsupported');

/** Says what the browser is about to ask, before it asks. */
function Permission() {
  const { t } = useTranslation('lists');
  const [allowed, setAllowed] = useState(allowedNow);
  if (allowed === 'granted') return <p className={styles['quiet']}>{t('me.allowed')}</p>;
  if (allowed === 'denied') return <p className={styles['quiet']}>{t('me.blocked')}</p>;
  if (allowed === 'unsupported') return <p className={styles['quiet']}>{t('me.unsupported')}</p>;
  return (
    <div className={styles['ask']}>
      <p>{t('me.askFirst')}</p>
      <Button variant="default" onClick={() => void Notification.requestPermission().then(setAllowed)}>
        {t('me.allow')}
      </Button>
    </div>
  );
}

function Quiet() {
  const { t } = useTranslation('lists');
  const on = usePreference('quiet.on') === 'on';
  const [from, to] = [usePreference('quiet.from'), usePreference('quiet.to')];
  return (
    <Line label={t('me.quiet')} hint={t('me.quietHint')}>
      {on && (
        <>
          <TextInput
            type="time"
            aria-label={t('me.from')}
            value={from}
            onChange={(event) => preferences.set({ 'quiet.from': event.currentTarget.value })}
          />
          <TextInput
            type="time"
            aria-label={t('me.to')}
            value={to}
            onChange={(event) => preferences.set({ 'quiet.to': event.currentTarget.value })}
          />
        </>
      )}
      <OnOff name="quiet.on" label={t('me.quiet')} />
    </Line>
  );
}

export function Notices() {
  const { t } = useTranslation('lists');
  return (
    <Section title={t('me.notices')}>
      <Permission />
      <table className={styles['events']}>
        <thead>
          <tr>
            <th scope="col">{t('me.event')}</th>
            <th scope="col">{t('me.sound')}</th>
            <th scope="col">{t('me.desktop')}</th>
          </tr>
        </thead>
        <tbody>
          {EVENTS.map(([event, sound]) => (
            <tr key={event}>
              <th scope="row">{t(`me.${event}`)}</th>
              <td>
                <OnOff name={`sound.${event}`} label={`${t('me.sound')}: ${t(`me.${event}`)}`} />
                <button
                  type="button"
                  className={styles['try']}
                  aria-label={`${t('me.try')}: ${t(`me.${event}`)}`}
                  onClick={() => chime(sound)}
                >
                  <IconVolume size={15} aria-hidden />
                </button>
              </td>
              <td>
                <OnOff name={`notify.${event}`} label={`${t('me.desktop')}: ${t(`me.${event}`)}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Quiet />
    </Section>
  );
}
