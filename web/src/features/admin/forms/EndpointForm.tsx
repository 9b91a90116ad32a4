/** An inbox: whose it is, and its channel's own settings. */
import { useTranslation } from 'react-i18next';
import { EmailSettings } from './EmailSettings';
import { Fields, Group } from './Fields';
import type { FormProps } from './form';
import type { Settings } from './settings';
import { VoiceSettings } from './VoiceSettings';
import { WebchatSettings } from './WebchatSettings';

const OWN = { email: EmailSettings, webchat: WebchatSettings, voice: VoiceSettings } as const;

const under = (problems: FormProps['problems'], field: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(problems)
      .filter(([path]) => path.startsWith(`${field}.`))
      .map(([path, detail]) => [path.slice(field.length + 1).split('[')[0] ?? '', detail]),
  );

export function EndpointForm(props: FormProps) {
  const { t } = useTranslation('admin');
  const { body, set, problems, readOnly, slug } = props;
  const settings = (body['settings'] ?? {}) as Settings;
  const channel = body['channel'];
  const Own = OWN[channel as keyof typeof OWN] ?? null;
  const put = (name: string, value: unknown) => {
    const others = Object.entries(settings).filter(([key]) => key !== name);
    set('settings', Object.fromEntries(value === '' ? others : [...others, [name, value]]));
  };
  return (
    <>
      <Group title={t('form.general')}>
        <Fields
          {...props}
          names={['name', 'brand', 'queue', ...(channel === 'voice' ? ['flow'] : []), 'enabled']}
        />
      </Group>
      {Own && (
        <Own
          settings={settings}
          set={put}
          problems={under(problems, 'settings')}
          readOnly={readOnly}
          slug={slug}
        />
      )}
    </>
  );
}
