/** What the flow asks of the outside, and how that turns out. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import styles from './Simulator.module.css';
import type { ActGiven, TrialShown } from '../questions';
import { useDesigner } from '../useDesigner';
import { asksFor, endingsOf, plainOf, type Ending, type Plain } from './errands';

interface Props {
  errand: NonNullable<TrialShown['errand']>;
  onEnd: (act: ActGiven) => void;
}

export function ErrandChoice({ errand, onEnd }: Props) {
  const { t } = useTranslation('flows');
  const node = useDesigner((state) => state.flow.nodes[errand.node]);
  const names = asksFor(errand.does, node);
  const [values, setValues] = useState<Record<string, string>>({});
  const url = errand.asked['url'];
  const end = (ending: Ending) => {
    const written: Record<string, Plain> = Object.fromEntries(
      names.filter((name) => values[name]).map((name) => [name, plainOf(values[name] ?? '')]),
    );
    onEnd({
      kind: 'outcome',
      result: ending.result,
      values: { ...ending.values, ...(ending.result === 'ok' ? written : {}) },
    } as unknown as ActGiven);
  };
  return (
    <div className={styles['endings']}>
      <p>
        {textAt(`flows:simulator.errand.${errand.does}`) ?? errand.does}
        {typeof url === 'string' && <code>{url}</code>}
      </p>
      {names.map((name) => (
        <TextInput
          key={name}
          label={name}
          value={values[name] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setValues((before) => ({ ...before, [name]: value }));
          }}
        />
      ))}
      <p>{t('simulator.how')}</p>
      {endingsOf(errand.does).map((ending) => (
        <Button key={ending.name} variant="default" size="compact-sm" onClick={() => end(ending)}>
          {textAt(`flows:simulator.ending.${ending.name}`) ?? ending.name}
        </Button>
      ))}
    </div>
  );
}
