/** The four pages of questions of the first run. */
import {
  ColorInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '@/ui/i18n';
import { LEAST_PASSWORD, type Answers, type Field } from './draft';
import { ChatPreview } from './ChatPreview';
import styles from './Setup.module.css';

export interface StepProps {
  answers: Answers;
  set: (change: Partial<Answers>) => void;
  problems: Readonly<Record<string, string>>;
  zones: readonly string[];
}

function useField({ answers, set, problems }: StepProps) {
  return (field: Field) => ({
    value: String(answers[field]),
    error: problems[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
}

export function CentreStep(props: StepProps) {
  const { t } = useTranslation('admin');
  const { answers, set, problems, zones } = props;
  const field = useField(props);
  return (
    <>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('setup.language')}
          value={answers.language}
          onChange={(language) => {
            set({ language });
            void setLanguage(language === 'es' ? 'es' : 'en');
          }}
          data={[
            { value: 'es', label: 'Español' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <TextInput
        label={t('setup.organization')}
        description={t('setup.organizationHint')}
        required
        autoComplete="organization"
        data-autofocus
        {...field('organization')}
      />
      <Select
        label={t('setup.zone')}
        data={[...zones]}
        value={answers.time_zone}
        searchable
        limit={80}
        allowDeselect={false}
        error={problems['time_zone']}
        onChange={(time_zone) => time_zone && set({ time_zone })}
      />
    </>
  );
}

const OPENINGS = ['always', 'office', 'long', 'every_day'] as const;
const PLACES = ['ES', 'ES-CT', 'ES-MD', 'ES-AN', 'ES-VC', 'ES-PV', 'ES-GA', 'MX', 'AR', 'CO', 'CL', 'PE', 'US', 'GB', 'IE']; // prettier-ignore
const KINDS_OF_CONFIRMING = ['claims', 'always', 'never'] as const;

/** When it is open, what customers hear first, and who comes along: all of it can wait. */
export function TeamStep(props: StepProps) {
  const { t, i18n } = useTranslation('admin');
  const { answers, set, problems } = props;
  const field = useField(props);
  const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
  const place = (code: string) => {
    const [country = '', region] = code.split('-');
    return region ? `${names.of(country) ?? country} · ${region}` : (names.of(country) ?? country);
  };
  return (
    <>
      <Select
        label={t('setup.opening')}
        data={OPENINGS.map((value) => ({ value, label: t(`setup.openings.${value}`) }))}
        value={answers.opening}
        allowDeselect={false}
        error={problems['opening']}
        onChange={(opening) => opening && set({ opening })}
      />
      {answers.opening !== 'always' && (
        <Select
          label={t('setup.holidays')}
          description={t('setup.holidaysHint')}
          placeholder={t('setup.noHolidays')}
          data={PLACES.map((value) => ({ value, label: place(value) }))}
          value={answers.holidays || null}
          searchable
          clearable
          error={problems['holidays']}
          onChange={(holidays) => set({ holidays: holidays ?? '' })}
        />
      )}
      <Select
        label={t('setup.acknowledge')}
        description={t('setup.acknowledgeHint')}
        data={KINDS_OF_CONFIRMING.map((value) => ({ value, label: t(`setup.acknowledges.${value}`) }))}
        value={answers.acknowledge}
        allowDeselect={false}
        error={problems['acknowledge']}
        onChange={(acknowledge) => acknowledge && set({ acknowledge })}
      />
      <Textarea
        label={t('setup.invites')}
        description={t('setup.invitesHint')}
        placeholder="ana@example.com, luis@example.com"
        autosize
        minRows={2}
        {...field('invites')}
      />
    </>
  );
}

function Rule({ kept, children }: { kept: boolean; children: string }) {
  const { t } = useTranslation('admin');
  return (
    <li data-kept={kept || undefined}>
      {kept ? <IconCheck size={14} aria-hidden /> : <IconCircle size={14} aria-hidden />}
      {children}
      <span className="sr-only">{kept ? t('setup.ruleKept') : t('setup.ruleOpen')}</span>
    </li>
  );
}

export function AdministratorStep(props: StepProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const { password } = props.answers;
  const field = useField(props);
  return (
    <>
      <TextInput label={t('setup.name')} required autoComplete="name" data-autofocus {...field('name')} />
      <TextInput
        type="email"
        label={t('user.email')}
        description={t('setup.emailHint')}
        required
        autoComplete="username"
        {...field('email')}
      />
      <PasswordInput
        label={t('user.password')}
        required
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
        {...field('password')}
      />
      <ul className={styles['rules']}>
        <Rule kept={password.length >= LEAST_PASSWORD}>{t('setup.ruleLength')}</Rule>
        <Rule kept={new Set(password).size >= 5}>{t('setup.ruleVaried')}</Rule>
      </ul>
      <p className={styles['quiet']}>{t('setup.ruleWords')}</p>
    </>
  );
}

export function ChatStep(props: StepProps) {
  const { t } = useTranslation('admin');
  const { answers, set, problems } = props;
  const field = useField(props);
  return (
    <>
      <TextInput
        label={t('setup.queue')}
        description={t('setup.queueHint')}
        required
        data-autofocus
        {...field('queue')}
      />
      <Switch
        label={t('setup.withChat')}
        checked={answers.chat}
        onChange={(event) => set({ chat: event.currentTarget.checked })}
      />
      {answers.chat && (
        <>
          <TextInput
            label={t('setup.chatName')}
            description={t('setup.chatNameHint')}
            required
            {...field('chat_name')}
          />
          <ColorInput
            size="xs"
            maw={200}
            label={t('chat.color')}
            format="hex"
            withEyeDropper={false}
            value={answers.color}
            error={problems['color']}
            onChange={(color) => set({ color })}
          />
          <ChatPreview color={answers.color} name={answers.chat_name} />
        </>
      )}
    </>
  );
}

export function MailboxStep(props: StepProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const { answers, set } = props;
  const field = useField(props);
  const server = (prefix: 'imap' | 'smtp_relay', port: string, host: string) => (
    <fieldset className={styles['server']}>
      <legend>{prefix === 'imap' ? t('mail.incoming') : t('mail.outgoing')}</legend>
      <p className={styles['quiet']}>{prefix === 'imap' ? t('mail.incomingHint') : t('mail.outgoingHint')}</p>
      <div className={styles['pair']}>
        <TextInput label={t('mail.host')} placeholder={host} {...field(`${prefix}_host`)} />
        <TextInput
          label={t('mail.port')}
          placeholder={port}
          inputMode="numeric"
          {...field(`${prefix}_port`)}
        />
      </div>
      <div className={styles['pair']}>
        <TextInput label={t('mail.user')} autoComplete="off" {...field(`${prefix}_user`)} />
        <PasswordInput
          label={t('mail.password')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
          {...field(`${prefix}_password`)}
        />
      </div>
    </fieldset>
  );
  return (
    <>
      <Switch
        label={t('setup.withMailbox')}
        description={t('setup.withMailboxHint')}
        checked={answers.mailbox}
        onChange={(event) => set({ mailbox: event.currentTarget.checked })}
      />
      {answers.mailbox && (
        <>
          <TextInput
            type="email"
            label={t('mail.addressField')}
            required
            placeholder="hola@example.com"
            {...field('address')}
          />
          {server('imap', '993', 'imap.example.com')}
          {server('smtp_relay', '465', 'smtp.example.com')}
        </>
      )}
    </>
  );
}
