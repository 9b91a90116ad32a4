/** Trying the flow out: on each channel, at any hour, with somebody known or not, whatever comes back from outside. */
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconRefresh, IconSend } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { channelWord, languageWord, nodeWord, sayWhy } from '../words';
import { toast } from '@/ui/toast';
import styles from './Simulator.module.css';
import forms from '../inspector/Form.module.css';
import { useDesigner, useStore } from '../useDesigner';
import { ErrandChoice } from './ErrandChoice';
import { Transcript } from './Transcript';
import { useTrial, type Setting, type Trial } from './useTrial';

/** Tried out on these, with or without a line for them yet. */
const ALWAYS = ['webchat', 'sms', 'voice'];
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const pad = (figure: number): string => String(figure).padStart(2, '0');

/** Now, as the clock field writes it. */
const nowLocal = (): string => {
  const now = new Date();
  return `${String(now.getFullYear())}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}T${pad(now.getHours())}:${pad(now.getMinutes())}`;
};

const PEPE = {
  name: 'Pepe Martínez',
  first_name: 'Pepe',
  email: 'martinez@logic.test',
  phone: '+34600000001',
};

interface SettingProps {
  setting: Setting;
  onChange: (setting: Setting) => void;
}

function Who({ setting, onChange }: SettingProps) {
  const { t } = useTranslation('flows');
  const { customer } = setting;
  const set = (name: string, value: string | boolean) =>
    onChange({ ...setting, customer: { ...customer, [name]: value } });
  return (
    <>
      <Switch
        label={t('simulator.known')}
        checked={setting.known}
        onChange={(event) => onChange({ ...setting, known: event.currentTarget.checked })}
      />
      {setting.known && (
        <div className={styles['who']}>
          {(['name', 'email', 'phone'] as const).map((name) => (
            <TextInput
              key={name}
              label={t(`simulator.customer.${name}`)}
              value={String(customer[name] ?? '')}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
          <Switch
            label={t('simulator.customer.verified')}
            checked={customer['verified'] === true}
            onChange={(event) => set('verified', event.currentTarget.checked)}
          />
          <Switch
            label={t('simulator.customer.vip')}
            checked={customer['vip'] === true}
            onChange={(event) => set('vip', event.currentTarget.checked)}
          />
        </div>
      )}
    </>
  );
}

function Where({ setting, onChange }: SettingProps) {
  const { t } = useTranslation(['flows', 'desk']);
  const languages = useDesigner((state) => state.flow.languages) ?? ['es', 'en'];
  const { channels } = useCatalog();
  const names = [...new Set([...ALWAYS, ...channels.map((one) => one.name)])].filter(
    (name) => name !== 'callback',
  );
  return (
    <details className={forms['rare']} open>
      <summary>{t('simulator.setting')}</summary>
      <div>
        <div className={forms['span']}>
          <NativeSelect
            label={t('simulator.channel')}
            size="xs"
            value={setting.channel}
            data={names.map((name) => ({
              value: name,
              label: channelWord(name),
            }))}
            onChange={(event) => onChange({ ...setting, channel: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('simulator.language')}
            size="xs"
            value={setting.language}
            data={languages.map((value) => ({ value, label: languageWord(value) }))}
            onChange={(event) => onChange({ ...setting, language: event.currentTarget.value })}
          />
        </div>
        <TextInput
          type="datetime-local"
          label={t('simulator.clock')}
          value={setting.at}
          onChange={(event) =>
            event.currentTarget.value && onChange({ ...setting, at: event.currentTarget.value.slice(0, 16) })
          }
        />
        <Who setting={setting} onChange={onChange} />
      </div>
    </details>
  );
}

function Keypad({ onPress }: { onPress: (key: string) => void }) {
  const { t } = useTranslation('flows');
  return (
    <div className={styles['keypad']} role="group" aria-label={t('simulator.keypad')}>
      {KEYS.map((key) => (
        <button key={key} type="button" onClick={() => onPress(key)}>
          {key}
        </button>
      ))}
    </div>
  );
}

function Answering({ trial, voice }: { trial: Trial; voice: boolean }) {
  const { t } = useTranslation('flows');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    trial.act({ kind: 'say', text } as never);
    setText('');
  };
  return (
    <>
      {voice && <Keypad onPress={(key) => trial.act({ kind: 'say', text: key } as never)} />}
      <form className={styles['saying']} onSubmit={submit}>
        <TextInput
          aria-label={t(voice ? 'simulator.speak' : 'simulator.write')}
          placeholder={t(voice ? 'simulator.speak' : 'simulator.write')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" aria-label={t('simulator.send')} disabled={!text.trim()}>
          <IconSend size={15} aria-hidden />
        </Button>
      </form>
    </>
  );
}

/** What can happen now, by what it waits for. */
function Next({ trial, setting }: { trial: Trial; setting: Setting }) {
  const { t } = useTranslation('flows');
  const { shown } = trial;
  if (!shown) return null;
  if (shown.outcome) {
    return (
      <p className={styles['over']} role="status">
        <IconCheck size={15} aria-hidden /> {t(`outcome.${shown.outcome}` as 'outcome.ended')}
        {shown.goals.length > 0 && ` · ${t('simulator.goals', { goals: shown.goals.join(', ') })}`}
      </p>
    );
  }
  const due = shown.due_seconds;
  return (
    <div className={styles['next']}>
      {shown.errand && (
        <ErrandChoice key={shown.errand.id} errand={shown.errand} onEnd={(act) => trial.act(act)} />
      )}
      {shown.awaiting === 'person' && (
        <div className={styles['endings']}>
          <p>{t('simulator.waits')}</p>
          <Button variant="default" size="compact-sm" onClick={() => trial.act({ kind: 'took' } as never)}>
            {t('simulator.took')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => trial.act({ kind: 'wait', seconds: 3600 } as never)}
          >
            {t('simulator.nobody')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => trial.act({ kind: 'refused' } as never)}>
            {t('simulator.refused')}
          </Button>
        </div>
      )}
      {shown.awaiting === 'input' && <Answering trial={trial} voice={setting.channel === 'voice'} />}
      {due !== null && due > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => trial.act({ kind: 'wait', seconds: due } as never)}
        >
          {t('simulator.silence', { seconds: due })}
        </Button>
      )}
    </div>
  );
}

function Keeping({ trial }: { trial: Trial }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const tests = useDesigner((state) => state.flow.tests?.length ?? 0);
  const readOnly = useDesigner((state) => state.readOnly);
  if (readOnly || !trial.shown) return null;
  const name = t('simulator.testName', {
    n: tests + 1,
    node: nodeWord(store.getState(), trial.shown.node || trial.shown.outcome),
  });
  return (
    <Button
      variant="light"
      size="compact-sm"
      onClick={() => {
        trial.keep(name.slice(0, 120));
        toast.done(t('simulator.keptAs', { name }), () => store.getState().undo());
      }}
    >
      {t('simulator.keep')}
    </Button>
  );
}

export function Simulator({ slug }: { slug: string }) {
  const { t, i18n } = useTranslation('flows');
  const languages = useDesigner((state) => state.flow.languages) ?? ['es', 'en'];
  const mine = i18n.language.slice(0, 2);
  const [setting, setSetting] = useState<Setting>(() => ({
    channel: 'webchat',
    language: languages.includes(mine) ? mine : (languages[0] ?? 'es'),
    at: nowLocal(),
    known: false,
    customer: PEPE,
  }));
  const trial = useTrial(slug, setting);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'nearest' });
  }, [trial.shown]);
  return (
    <div className={styles['simulator']}>
      <Where setting={setting} onChange={setSetting} />
      <div className={forms['tools']}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={14} />}
          onClick={trial.restart}
          disabled={trial.acts.length === 0}
        >
          {t('simulator.restart')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={14} />}
          onClick={trial.back}
          disabled={trial.acts.length === 0}
        >
          {t('simulator.back')}
        </Button>
        <Keeping trial={trial} />
      </div>
      {trial.error !== null && (
        <p className={forms['wrong']} role="alert">
          {sayWhy(trial.error)}
        </p>
      )}
      {trial.shown && (
        <Transcript
          shown={trial.shown}
          acts={trial.acts}
          live={!trial.shown.outcome && trial.shown.awaiting === 'input'}
          onChoose={(choice, label) => trial.act({ kind: 'say', text: label, choice } as never)}
        />
      )}
      <Next trial={trial} setting={setting} />
      <div ref={end} />
    </div>
  );
}
