/** A line of a telephone company: how it is reached, what goes over it, and what a minute costs. */
import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../Fields';
import { within, type FormProps } from '../form';
import own from './Desk.module.css';

interface Rate {
  prefix: string;
  cost: number;
}

const LINE = ['name', 'host', 'port', 'transport', 'user', 'secret', 'register', 'watched', 'active'];
const OVER = ['country', 'writes', 'numbers', 'priority', 'max_calls', 'codecs', 'attested', 'emergency'];

function Rates({ body, set, problems, readOnly }: FormProps) {
  const { t } = useTranslation('admin');
  const rates = (Array.isArray(body['rates']) ? body['rates'] : []) as Rate[];
  const put = (at: number, change: Partial<Rate>) =>
    set(
      'rates',
      rates.map((one, other) => (other === at ? { ...one, ...change } : one)),
    );
  const drop = (at: number) =>
    set(
      'rates',
      rates.filter((_, other) => other !== at),
    );
  const [prefix, cost] = [t('trunk.prefix'), t('trunk.cost')];
  const wrong = within(problems, 'rates');
  return (
    <Group title={t('trunk.rates')} hint={t('trunk.ratesHint')}>
      {wrong && <p role="alert">{wrong}</p>}
      {rates.length > 0 && (
        <table className={own['limits']}>
          <thead>
            <tr>
              <th scope="col">{prefix}</th>
              <th scope="col">{cost}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rates.map((rate, at) => (
              <tr key={at}>
                <td>
                  <TextInput
                    aria-label={prefix}
                    placeholder="+34"
                    value={rate.prefix}
                    readOnly={readOnly}
                    onChange={(event) => put(at, { prefix: event.currentTarget.value.trim() })}
                  />
                </td>
                <td>
                  <NumberInput
                    aria-label={cost}
                    value={rate.cost}
                    min={0}
                    allowDecimal={false}
                    hideControls
                    readOnly={readOnly}
                    onChange={(next) => put(at, { cost: Number(next) || 0 })}
                  />
                </td>
                <td>
                  {!readOnly && (
                    <ActionIcon
                      aria-label={t('field.remove', { name: rate.prefix })}
                      onClick={() => drop(at)}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!readOnly && (
        <Button
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => set('rates', [...rates, { prefix: '+', cost: 0 }])}
        >
          {t('field.add')}
        </Button>
      )}
    </Group>
  );
}

export function TrunkForm(props: FormProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={LINE} />
      </Group>
      <Group title={t('trunk.calls')}>
        <Fields {...props} names={OVER} />
      </Group>
      <Rates {...props} />
    </>
  );
}
