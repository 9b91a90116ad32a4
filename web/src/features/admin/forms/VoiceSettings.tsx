/** Telephone numbers, calls from web pages, and what happens to callers nobody knows. */
import { Select, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Group } from './Fields';
import { listOf, wordOf, type SettingsProps } from './settings';

const MANNERS = ['queue', 'voicemail', 'refuse'] as const;
const ENGINES = ['embedded', 'asterisk'] as const;

export function VoiceSettings({ settings, set, problems, readOnly }: SettingsProps) {
  const { t } = useTranslation('admin');
  const manner = (name: 'anonymous' | 'blocked', usual: (typeof MANNERS)[number]) => (
    <Select
      label={t(`voice.${name}`)}
      data={MANNERS.map((value) => ({ value, label: t(`voice.manner.${value}`) }))}
      value={wordOf(settings, name) || usual}
      allowDeselect={false}
      readOnly={readOnly}
      error={problems[name]}
      onChange={(value) => set(name, value)}
    />
  );
  return (
    <>
      <Group title={t('voice.reach')}>
        <TagsInput
          size="xs"
          label={t('voice.numbers')}
          description={t('voice.numbersHint')}
          placeholder="+34910000000"
          value={listOf(settings, 'numbers')}
          readOnly={readOnly}
          error={problems['numbers']}
          onChange={(value) => set('numbers', value)}
        />
        <Switch
          label={t('voice.web')}
          description={t('voice.webHint')}
          checked={settings['web'] === true}
          disabled={readOnly}
          onChange={(event) => set('web', event.currentTarget.checked)}
        />
        <Select
          label={t('voice.engine')}
          data={ENGINES.map((value) => ({ value, label: t(`voice.engines.${value}`) }))}
          value={wordOf(settings, 'engine') || null}
          placeholder={t('voice.anyEngine')}
          clearable
          readOnly={readOnly}
          error={problems['engine']}
          onChange={(value) => set('engine', value ?? '')}
        />
      </Group>
      <Group title={t('voice.door')}>
        {manner('anonymous', 'queue')}
        {manner('blocked', 'refuse')}
        <Switch
          label={t('voice.message')}
          description={t('voice.messageHint')}
          checked={settings['message'] !== false}
          disabled={readOnly}
          onChange={(event) => set('message', event.currentTarget.checked)}
        />
      </Group>
    </>
  );
}
