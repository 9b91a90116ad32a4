/** How the chat on the web page looks and whom it lets in. */
import {
  ColorInput,
  SegmentedControl,
  Input,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Group } from './Fields';
import { LauncherPreview } from './LauncherPreview';
import { SecretInput } from './SecretInput';
import type { SettingsProps } from './settings';
import { listOf, wordOf } from './settings';

const ASK = ['offline', 'always', 'never'] as const;

function CallsFields({ settings, set, problems, readOnly }: Omit<SettingsProps, 'slug'>) {
  const { t } = useTranslation('admin');
  const { endpoints } = useCatalog();
  const voices = endpoints.filter((one) => one.channel === 'voice');
  const calls = wordOf(settings, 'calls');
  return (
    <Group title={t('chat.calls')}>
      <Select
        label={t('chat.callsTo')}
        description={t('chat.callsToHint')}
        placeholder={t('chat.noCalls')}
        data={voices.map((one) => ({ value: one.slug, label: one.name }))}
        value={calls || null}
        clearable
        readOnly={readOnly}
        error={problems['calls']}
        onChange={(value) => set('calls', value ?? '')}
      />
      <Switch
        label={t('chat.video')}
        description={t('chat.videoHint')}
        checked={settings['video'] === true}
        disabled={readOnly || calls === ''}
        onChange={(event) => set('video', event.currentTarget.checked)}
      />
    </Group>
  );
}

export function WebchatSettings({ settings, set, problems, readOnly, slug }: SettingsProps) {
  const { t, i18n } = useTranslation('admin');
  const word = (name: string) => ({
    value: wordOf(settings, name),
    readOnly,
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  });
  const color = wordOf(settings, 'color') || '#1f6f78';
  return (
    <>
      <Group title={t('chat.look')}>
        <ColorInput
          size="xs"
          maw={200}
          label={t('chat.color')}
          format="hex"
          withEyeDropper={false}
          value={color}
          readOnly={readOnly}
          error={problems['color']}
          onChange={(value) => set('color', value)}
        />
        <Input.Wrapper size="xs" label={t('chat.position')} labelElement="div" error={problems['position']}>
          <div>
            <SegmentedControl
              size="xs"
              aria-label={t('chat.position')}
              value={wordOf(settings, 'position') || 'right'}
              readOnly={readOnly}
              onChange={(value) => set('position', value)}
              data={[
                { value: 'left', label: t('chat.left') },
                { value: 'right', label: t('chat.right') },
              ]}
            />
          </div>
        </Input.Wrapper>
        <TextInput label={t('chat.launcherEs')} placeholder="Chat" {...word('launcher_es')} />
        <TextInput label={t('chat.launcherEn')} placeholder="Chat" {...word('launcher_en')} />
        <Textarea label={t('chat.greetingEs')} {...word('greeting_es')} />
        <Textarea label={t('chat.greetingEn')} {...word('greeting_en')} />
        <LauncherPreview
          color={color}
          left={wordOf(settings, 'position') === 'left'}
          launcher={wordOf(settings, `launcher_${i18n.language}`)}
          greeting={wordOf(settings, `greeting_${i18n.language}`)}
        />
      </Group>
      <Group title={t('chat.behaviour')}>
        <Select
          label={t('chat.askEmail')}
          description={t('chat.askEmailHint')}
          data={ASK.map((value) => ({ value, label: t(`chat.ask.${value}`) }))}
          value={wordOf(settings, 'ask_email') || 'offline'}
          allowDeselect={false}
          readOnly={readOnly}
          error={problems['ask_email']}
          onChange={(value) => set('ask_email', value)}
        />
        <Switch
          label={t('chat.offlineForm')}
          description={t('chat.offlineFormHint')}
          checked={settings['offline_form'] !== false}
          disabled={readOnly}
          onChange={(event) => set('offline_form', event.currentTarget.checked)}
        />
        <TagsInput
          size="xs"
          label={t('chat.origins')}
          description={t('chat.originsHint')}
          placeholder="https://www.example.com"
          value={listOf(settings, 'allowed_origins')}
          readOnly={readOnly}
          error={problems['allowed_origins']}
          onChange={(value) => set('allowed_origins', value)}
        />
        <SecretInput
          label={t('chat.identity')}
          description={t('chat.identityHint')}
          name={`identity.${slug}`}
          value={wordOf(settings, 'identity_secret')}
          readOnly={readOnly}
          error={problems['identity_secret']}
          onChange={(value) => set('identity_secret', value)}
          signing
        />
      </Group>
      <CallsFields settings={settings} set={set} problems={problems} readOnly={readOnly} />
    </>
  );
}
