/** Dates with hours of their own: a bridge day, an inventory, a Sunday before Christmas. */
import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { Spans } from './Spans';

export interface Special {
  date: string;
  name: string;
  open: [string, string][];
}

interface Props {
  specials: readonly Special[];
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (specials: Special[]) => void;
}

const detailOf = (problems: Readonly<Record<string, string>>, index: number): string =>
  Object.entries(problems)
    .filter(([path]) => path.startsWith(`specials[${index}]`))
    .map(([, detail]) => detail)
    .join(' ');

export function Specials({ specials, problems, readOnly, onChange }: Props) {
  const { t } = useTranslation('admin');
  const put = (at: number, change: Partial<Special>) =>
    onChange(specials.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <Input.Wrapper
      size="xs"
      labelElement="div"
      label={t('hours.specials')}
      description={t('hours.specialsHint')}
    >
      <div className={styles['specials']}>
        {specials.map((special, index) => {
          const name = special.date || t('hours.special', { number: index + 1 });
          const problem = detailOf(problems, index);
          return (
            <div key={index} role="group" aria-label={name}>
              <TextInput
                type="date"
                aria-label={t('hours.date')}
                value={special.date}
                readOnly={readOnly}
                onChange={(event) => put(index, { date: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t('hours.dateName')}
                placeholder={t('hours.dateName')}
                value={special.name}
                readOnly={readOnly}
                onChange={(event) => put(index, { name: event.currentTarget.value })}
              />
              <Spans
                name={name}
                spans={special.open.map(([start, end]) => ({ start, end }))}
                readOnly={readOnly}
                onChange={(spans) => put(index, { open: spans.map(({ start, end }) => [start, end]) })}
              />
              {!readOnly && (
                <ActionIcon
                  aria-label={t('field.remove', { name })}
                  onClick={() => onChange(specials.filter((_, other) => other !== index))}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              )}
              {problem && <p className={styles['wrong']}>{problem}</p>}
            </div>
          );
        })}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...specials, { date: '', name: '', open: [] }])}
          >
            {t('hours.addSpecial')}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
