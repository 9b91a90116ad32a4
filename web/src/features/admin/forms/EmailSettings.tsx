/** A mailbox: its address, how mail comes in and how it goes out. */
import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { Group } from './Fields';
import { SecretInput } from './SecretInput';
import { listOf, numberOf, wordOf, type SettingsProps } from './settings';

const SECURITIES = ['tls', 'starttls', 'none'] as const;
const PORTS = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp_relay: { tls: 465, starttls: 587, none: 25 },
} as const;

interface ServerProps extends SettingsProps {
  prefix: 'imap' | 'smtp_relay';
}

function Server({ prefix, settings, set, problems, readOnly, slug }: ServerProps) {
  const { t } = useTranslation('admin');
  const name = (part: string) => `${prefix}_${part}`;
  const security = (wordOf(settings, name('security')) || 'tls') as (typeof SECURITIES)[number];
  return (
    <>
      <div className={styles['pair']}>
        <TextInput
          label={t('mail.host')}
          placeholder={prefix === 'imap' ? 'imap.example.com' : 'smtp.example.com'}
          value={wordOf(settings, name('host'))}
          readOnly={readOnly}
          error={problems[name('host')]}
          onChange={(event) => set(name('host'), event.currentTarget.value.trim())}
        />
        <Select
          label={t('mail.security')}
          data={SECURITIES.map((value) => ({ value, label: t(`mail.securities.${value}`) }))}
          value={security}
          allowDeselect={false}
          readOnly={readOnly}
          error={problems[name('security')]}
          onChange={(value) => set(name('security'), value)}
        />
        <NumberInput
          hideControls
          label={t('mail.port')}
          placeholder={String(PORTS[prefix][security])}
          allowDecimal={false}
          thousandSeparator=""
          value={numberOf(settings, name('port'))}
          readOnly={readOnly}
          error={problems[name('port')]}
          onChange={(value) => set(name('port'), value === '' ? '' : Number(value))}
        />
      </div>
      <TextInput
        label={t('mail.user')}
        autoComplete="off"
        value={wordOf(settings, name('user'))}
        readOnly={readOnly}
        error={problems[name('user')]}
        onChange={(event) => set(name('user'), event.currentTarget.value)}
      />
      <SecretInput
        label={t('mail.password')}
        name={`${slug}.${name('password')}`}
        value={wordOf(settings, name('password'))}
        readOnly={readOnly}
        error={problems[name('password')]}
        onChange={(value) => set(name('password'), value)}
      />
    </>
  );
}

function Flag({
  name,
  byDefault,
  ...props
}: SettingsProps & { name: 'imap_idle' | 'dry_run' | 'save_sent' | 'plus_addressing'; byDefault: boolean }) {
  const { t } = useTranslation('admin');
  const value = props.settings[name];
  return (
    <Switch
      label={t(`mail.${name}`)}
      description={t(`mail.${name}_hint`)}
      error={props.problems[name]}
      checked={typeof value === 'boolean' ? value : byDefault}
      disabled={props.readOnly}
      onChange={(event) => props.set(name, event.currentTarget.checked)}
    />
  );
}

function Incoming(props: SettingsProps) {
  const { t } = useTranslation('admin');
  const { settings, set, problems, readOnly } = props;
  const fetched = wordOf(settings, 'imap_host') !== '';
  return (
    <Group title={t('mail.incoming')} hint={t('mail.incomingHint')}>
      <Server {...props} prefix="imap" />
      {fetched && (
        <>
          <div className={styles['pair']}>
            <TextInput
              label={t('mail.folder')}
              placeholder="INBOX"
              value={wordOf(settings, 'imap_folder')}
              readOnly={readOnly}
              error={problems['imap_folder']}
              onChange={(event) => set('imap_folder', event.currentTarget.value)}
            />
            <NumberInput
              hideControls
              label={t('mail.importDays')}
              placeholder="0"
              min={0}
              max={3650}
              value={numberOf(settings, 'import_days')}
              readOnly={readOnly}
              error={problems['import_days']}
              onChange={(value) => set('import_days', value === '' ? '' : Number(value))}
            />
          </div>
          <Flag {...props} name="imap_idle" byDefault />
        </>
      )}
      <Flag {...props} name="dry_run" byDefault={false} />
    </Group>
  );
}

function Outgoing(props: SettingsProps) {
  const { t } = useTranslation('admin');
  const { settings, set, problems, readOnly } = props;
  return (
    <Group title={t('mail.outgoing')} hint={t('mail.outgoingHint')}>
      <Server {...props} prefix="smtp_relay" />
      <Select
        label={t('mail.resend')}
        description={t('mail.resendHint')}
        data={[
          { value: 'ask', label: t('mail.resends.ask') },
          { value: 'auto', label: t('mail.resends.auto') },
        ]}
        value={wordOf(settings, 'resend') || 'ask'}
        allowDeselect={false}
        readOnly={readOnly}
        error={problems['resend']}
        onChange={(value) => set('resend', value)}
      />
      {wordOf(settings, 'imap_host') && <Flag {...props} name="save_sent" byDefault={false} />}
      <Flag {...props} name="plus_addressing" byDefault={!wordOf(settings, 'imap_host')} />
    </Group>
  );
}

export function EmailSettings(props: SettingsProps) {
  const { t } = useTranslation('admin');
  const { settings, set, problems, readOnly } = props;
  return (
    <>
      <Group title={t('mail.address')}>
        <TextInput
          type="email"
          label={t('mail.addressField')}
          required
          placeholder="hola@example.com"
          value={wordOf(settings, 'address')}
          readOnly={readOnly}
          error={problems['address']}
          onChange={(event) => set('address', event.currentTarget.value.trim())}
        />
        <TextInput
          label={t('mail.displayName')}
          description={t('mail.displayNameHint')}
          value={wordOf(settings, 'display_name')}
          readOnly={readOnly}
          error={problems['display_name']}
          onChange={(event) => set('display_name', event.currentTarget.value)}
        />
        <TagsInput
          size="xs"
          label={t('mail.aliases')}
          description={t('mail.aliasesHint')}
          value={listOf(settings, 'aliases')}
          readOnly={readOnly}
          error={problems['aliases']}
          onChange={(value) => set('aliases', value)}
        />
        <NumberInput
          hideControls
          label={t('mail.flood')}
          description={t('mail.floodHint')}
          maw={200}
          min={0}
          value={numberOf(settings, 'flood_per_hour')}
          readOnly={readOnly}
          error={problems['flood_per_hour']}
          onChange={(value) => set('flood_per_hour', value === '' ? '' : Number(value))}
        />
      </Group>
      <Incoming {...props} />
      <Outgoing {...props} />
    </>
  );
}
