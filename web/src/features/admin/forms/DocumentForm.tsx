/** The form of a document: made for its kind where fields alone would not do, else drawn from the schema. */
import { useTranslation } from 'react-i18next';
import { useReferences } from './choices';
import { EmailSettings } from './EmailSettings';
import { Fields, Group } from './Fields';
import { within, type FormProps } from './form';
import { HoursForm } from './HoursForm';
import { Levels } from './Levels';
import { Permissions } from './Permissions';
import type { Settings } from './settings';
import { WebchatSettings } from './WebchatSettings';
import type { Kind } from '../sections';

interface Required {
  skill: string;
  level: number;
}

function QueueForm(props: FormProps) {
  const { t } = useTranslation('admin');
  const { body, set, specs, problems, readOnly } = props;
  const required = (body['skills'] ?? []) as Required[];
  const options = useReferences(
    'skill',
    required.map((one) => one.skill),
  );
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name', 'brand', 'hours']} />
      </Group>
      <Group title={t('form.whoServes')}>
        <Fields {...props} names={['teams']} />
        <Levels
          label={specs.find((one) => one.name === 'skills')?.title ?? ''}
          items={required.map(({ skill, level }) => ({ name: skill, level }))}
          options={options}
          readOnly={readOnly}
          error={within(problems, 'skills')}
          onChange={(items) =>
            set(
              'skills',
              items.map(({ name, level }) => ({ skill: name, level })),
            )
          }
        />
        <Fields {...props} names={['match_language', 'prefer_last_agent_seconds']} />
      </Group>
      <Group title={t('form.urgency')}>
        <Fields {...props} names={['priority', 'ageing_seconds', 'answer_within_seconds']} />
      </Group>
      <Group title={t('form.clocks')}>
        <Fields {...props} names={['offer_seconds', 'wrap_up_seconds', 'silence_seconds']} />
      </Group>
    </>
  );
}

const under = (problems: FormProps['problems'], field: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(problems)
      .filter(([path]) => path.startsWith(`${field}.`))
      .map(([path, detail]) => [path.slice(field.length + 1).split('[')[0] ?? '', detail]),
  );

function EndpointForm(props: FormProps) {
  const { t } = useTranslation('admin');
  const { body, set, problems, readOnly, slug } = props;
  const settings = (body['settings'] ?? {}) as Settings;
  const channel = body['channel'];
  const Own = channel === 'email' ? EmailSettings : channel === 'webchat' ? WebchatSettings : null;
  const put = (name: string, value: unknown) => {
    const others = Object.entries(settings).filter(([key]) => key !== name);
    set('settings', Object.fromEntries(value === '' ? others : [...others, [name, value]]));
  };
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name', 'brand', 'queue', 'enabled']} />
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

function RoleForm(props: FormProps) {
  const { t } = useTranslation('admin');
  const { body, set, problems, readOnly } = props;
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name']} />
      </Group>
      <Group title={t('role.may')} hint={t('role.mayHint')}>
        <Permissions
          granted={(body['permissions'] ?? {}) as Record<string, string>}
          problems={problems}
          readOnly={readOnly}
          onChange={(granted) => set('permissions', granted)}
        />
      </Group>
    </>
  );
}

function PlainForm(props: FormProps) {
  const { t } = useTranslation('admin');
  return (
    <Group title={t('form.general')}>
      <Fields {...props} names={props.specs.map((spec) => spec.name)} />
    </Group>
  );
}

const MADE: Readonly<Partial<Record<Kind, (props: FormProps) => React.ReactNode>>> = {
  queue: QueueForm,
  endpoint: EndpointForm,
  role: RoleForm,
  hours: HoursForm,
};

export function DocumentForm({ kind, ...props }: FormProps & { kind: Kind }) {
  const Made = MADE[kind] ?? PlainForm;
  return <Made {...props} />;
}
