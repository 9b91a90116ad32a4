/** What is done for those who wait in a queue. */
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';
import type { InputProps } from './FieldInput';
import { OneInput } from './References';

const FLAGS = ['position', 'expected', 'callback', 'deflect'] as const;

export function TreatmentInput({ label, value, onChange, ...rest }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const held = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return (
    <fieldset className={styles['list']}>
      <legend>{label}</legend>
      {FLAGS.map((flag) => (
        <Switch
          key={flag}
          label={t(`treatment.${flag}`)}
          checked={held[flag] !== false}
          disabled={readOnly}
          onChange={(event) => onChange({ ...held, [flag]: event.currentTarget.checked })}
        />
      ))}
      <OneInput
        {...rest}
        label={t('treatment.music')}
        help=""
        field={{ name: 'music', shape: 'one', to: 'prompt', optional: true }}
        value={held['music']}
        onChange={(music) => onChange({ ...held, music })}
      />
    </fieldset>
  );
}
