/** A test set: each question with what a good answer has, and has not. */
import { ActionIcon, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { useReferences } from '../choices';
import { Fields, Group } from '../Fields';
import { within, type FormProps } from '../form';
import own from './Desk.module.css';

interface Case {
  text: string;
  language?: string;
  source?: string;
  contains?: string[];
  excludes?: string[];
  handoff?: boolean;
  unsure?: boolean;
  intent?: string | null;
}

const name = (field: string): string => textAt(`assist:case.${field}`) ?? field;
const listOf = (typed: string): string[] =>
  typed
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);

interface CaseProps {
  one: Case;
  at: number;
  error: string | undefined;
  readOnly: boolean;
  put: (change: Partial<Case>) => void;
  drop: () => void;
}

function CaseFields({ one, at, error, readOnly, put, drop }: CaseProps) {
  const { t } = useTranslation(['admin', 'assist']);
  const articles = useReferences('article', one.source ? [one.source] : []);
  return (
    <fieldset className={own['case']}>
      <legend>{t('assist:case.title', { number: at + 1 })}</legend>
      <Textarea
        label={name('text')}
        autosize
        minRows={1}
        value={one.text}
        error={error}
        readOnly={readOnly}
        onChange={(event) => put({ text: event.currentTarget.value })}
      />
      <Select
        label={name('source')}
        data={articles}
        value={one.source || null}
        clearable
        searchable
        readOnly={readOnly}
        onChange={(source) => put({ source: source ?? '' })}
      />
      <TextInput
        label={name('contains')}
        description={t('assist:case.several')}
        defaultValue={(one.contains ?? []).join('; ')}
        readOnly={readOnly}
        onBlur={(event) => put({ contains: listOf(event.currentTarget.value) })}
      />
      <TextInput
        label={name('excludes')}
        defaultValue={(one.excludes ?? []).join('; ')}
        readOnly={readOnly}
        onBlur={(event) => put({ excludes: listOf(event.currentTarget.value) })}
      />
      <Checkbox
        label={name('handoff')}
        checked={one.handoff ?? false}
        disabled={readOnly}
        onChange={(event) => put({ handoff: event.currentTarget.checked })}
      />
      <Checkbox
        label={name('unsure')}
        checked={one.unsure ?? false}
        disabled={readOnly}
        onChange={(event) => put({ unsure: event.currentTarget.checked })}
      />
      {!readOnly && (
        <ActionIcon aria-label={t('assist:case.remove', { number: at + 1 })} onClick={drop}>
          <IconTrash size={15} />
        </ActionIcon>
      )}
    </fieldset>
  );
}

export function EvaluationForm(props: FormProps) {
  const { t } = useTranslation(['admin', 'assist']);
  const { body, set, problems, readOnly } = props;
  const cases = (Array.isArray(body['cases']) ? body['cases'] : []) as Case[];
  const put = (at: number, change: Partial<Case>) =>
    set(
      'cases',
      cases.map((one, other) => (other === at ? { ...one, ...change } : one)),
    );
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name', 'of', 'brand', 'pass_percent']} />
      </Group>
      <Group title={t('assist:case.all')} hint={t('assist:case.hint')}>
        {cases.map((one, at) => (
          <CaseFields
            key={at}
            one={one}
            at={at}
            error={within(problems, `cases[${at}]`)}
            readOnly={readOnly}
            put={(change) => put(at, change)}
            drop={() =>
              set(
                'cases',
                cases.filter((_, other) => other !== at),
              )
            }
          />
        ))}
        {!readOnly && (
          <Button
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => set('cases', [...cases, { text: '' }])}
          >
            {t('assist:case.add')}
          </Button>
        )}
      </Group>
    </>
  );
}
