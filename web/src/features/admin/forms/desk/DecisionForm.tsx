/** A decision with its limits: which role grants how much alone. */
import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReferences } from '../choices';
import { Fields, Group } from '../Fields';
import type { FormProps } from '../form';
import own from './Desk.module.css';

interface Limit {
  role: string;
  amount: number;
}

const HUNDRED = 100;

export function DecisionForm(props: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const { body, set, problems, readOnly } = props;
  const limits = (Array.isArray(body['limits']) ? body['limits'] : []) as Limit[];
  const roles = useReferences(
    'role',
    limits.map((one) => one.role),
  );
  const unit = typeof body['unit'] === 'string' ? body['unit'] : '';
  const figure = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const name = (slug: string) => roles.find((role) => role.value === slug)?.label ?? slug;
  const amount = (value: number) => `${figure.format(value / HUNDRED)} ${unit}`.trim();
  const put = (at: number, change: Partial<Limit>) =>
    set(
      'limits',
      limits.map((one, other) => (other === at ? { ...one, ...change } : one)),
    );
  const free = roles.find((role) => !limits.some((one) => one.role === role.value));
  const words = [...limits]
    .sort((one, other) => one.amount - other.amount)
    .map((one) => t('decisions.words', { role: name(one.role), amount: amount(one.amount) }));
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name', 'name_es', 'description', 'unit']} />
      </Group>
      <Group
        title={t('decisions.limits')}
        words={words.length ? [...words, t('decisions.above')] : [t('decisions.nobody')]}
      >
        {problems['limits'] && <p role="alert">{problems['limits']}</p>}
        <table className={own['limits']}>
          <tbody>
            {limits.map((limit, at) => (
              <tr key={at}>
                <td>
                  <Select
                    aria-label={`${t('user.role')} ${at + 1}`}
                    data={roles}
                    value={limit.role}
                    allowDeselect={false}
                    readOnly={readOnly}
                    error={problems[`limits[${at}].role`]}
                    onChange={(role) => role && put(at, { role })}
                  />
                </td>
                <td>
                  <NumberInput
                    aria-label={t('decisions.limit', { role: name(limit.role) })}
                    value={limit.amount / HUNDRED}
                    min={0}
                    decimalScale={2}
                    hideControls
                    readOnly={readOnly}
                    suffix={unit ? ` ${unit}` : ''}
                    error={problems[`limits[${at}].amount`]}
                    onChange={(next) => put(at, { amount: Math.round(Number(next || 0) * HUNDRED) })}
                  />
                </td>
                <td>
                  {!readOnly && (
                    <ActionIcon
                      aria-label={t('field.remove', { name: name(limit.role) })}
                      onClick={() =>
                        set(
                          'limits',
                          limits.filter((_, other) => other !== at),
                        )
                      }
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {!readOnly && free && (
          <Button
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={14} />}
            onClick={() => set('limits', [...limits, { role: free.value, amount: 0 }])}
          >
            {t('decisions.add')}
          </Button>
        )}
        <Fields {...props} names={['verify', 'active']} />
      </Group>
    </>
  );
}
