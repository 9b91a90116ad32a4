/** The form of a document: made for its kind where fields alone would not do, else drawn from the schema. */
import { useTranslation } from 'react-i18next';
import { EmailSettings } from './EmailSettings';
import { Fields, Group } from './Fields';
import type { FormProps } from './form';
import { HoursForm } from './HoursForm';
import { Permissions } from './Permissions';
import { QueueForm } from './queue/QueueForm';
import type { Settings } from './settings';
import { WebchatSettings } from './WebchatSettings';
import { WorkloadForm } from './workload/WorkloadForm';
import type { Kind } from '../sections';

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
  workload: WorkloadForm,
  endpoint: EndpointForm,
  role: RoleForm,
  hours: HoursForm,
};

export function DocumentForm({ kind, ...props }: FormProps & { kind: Kind }) {
  const Made = MADE[kind] ?? PlainForm;
  return <Made {...props} />;
}
