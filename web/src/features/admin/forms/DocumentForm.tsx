/** The form of a document: made for its kind where fields alone would not do, else drawn from the schema. */
import { lazy, Suspense, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '@/ui/States';
import { Fields, Group } from './Fields';
import type { FormProps } from './form';
import { Permissions } from './Permissions';
import type { Kind } from '../sections';

const EndpointForm = lazy(async () => ({ default: (await import('./EndpointForm')).EndpointForm }));
const HoursForm = lazy(async () => ({ default: (await import('./HoursForm')).HoursForm }));
const QueueForm = lazy(async () => ({ default: (await import('./queue/QueueForm')).QueueForm }));
const WorkloadForm = lazy(async () => ({ default: (await import('./workload/WorkloadForm')).WorkloadForm }));
const ReplyForm = lazy(async () => ({ default: (await import('./desk/ReplyForm')).ReplyForm }));
const MacroForm = lazy(async () => ({ default: (await import('./desk/MacroForm')).MacroForm }));
const SlaForm = lazy(async () => ({ default: (await import('./desk/SlaForm')).SlaForm }));
const DecisionForm = lazy(async () => ({ default: (await import('./desk/DecisionForm')).DecisionForm }));
const FieldForm = lazy(async () => ({ default: (await import('./desk/FieldForm')).FieldForm }));
const TagForm = lazy(async () => ({ default: (await import('./desk/TagForm')).TagForm }));
const AssistantForm = lazy(async () => ({ default: (await import('./desk/AssistantForm')).AssistantForm }));
const EvaluationForm = lazy(async () => ({
  default: (await import('./desk/EvaluationForm')).EvaluationForm,
}));
const IntentForm = lazy(async () => ({ default: (await import('../intents/IntentForm')).IntentForm }));
const TrunkForm = lazy(async () => ({ default: (await import('./desk/TrunkForm')).TrunkForm }));
const PromptForm = lazy(async () => ({ default: (await import('./desk/PromptForm')).PromptForm }));
const BrandForm = lazy(async () => ({ default: (await import('./desk/BrandForm')).BrandForm }));

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

const MADE: Readonly<Partial<Record<Kind, ComponentType<FormProps>>>> = {
  queue: QueueForm,
  workload: WorkloadForm,
  endpoint: EndpointForm,
  role: RoleForm,
  hours: HoursForm,
  brand: BrandForm,
  quick_reply: ReplyForm,
  macro: MacroForm,
  sla: SlaForm,
  decision: DecisionForm,
  prompt: PromptForm,
  trunk: TrunkForm,
  field: FieldForm,
  tag: TagForm,
  intent: IntentForm,
  assistant: AssistantForm,
  evaluation: EvaluationForm,
};

export function DocumentForm({ kind, ...props }: FormProps & { kind: Kind }) {
  const Made = MADE[kind] ?? PlainForm;
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Made {...props} />
    </Suspense>
  );
}
