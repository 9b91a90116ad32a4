/** One channel of a workload: what each piece takes of a whole agent, drawn as a bar that fills up. */
import { ActionIcon, NumberInput, Switch } from '@mantine/core';
import { IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '@/ui/icons';
import styles from '../Form.module.css';
import own from './Workload.module.css';
import { within } from '../form';
import { fitting, WHOLE, type ChannelLoad } from './summary';

const MOST = 20;

/** As many blocks as fit; a word says the same. */
function Bar({ load }: { load: ChannelLoad }) {
  const { t } = useTranslation('routing');
  const pieces = fitting(load.units);
  return (
    <div className={own['bar']}>
      <div aria-hidden>
        {pieces.map((unit, index) => (
          <span key={index} style={{ width: `${unit}%` }}>
            {pieces.length <= 12 && <ChannelIcon channel={load.channel} size={13} />}
          </span>
        ))}
      </div>
      <b>{t('units.atOnce', { count: pieces.length })}</b>
    </div>
  );
}

interface Props {
  load: ChannelLoad;
  name: string;
  at: number;
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (load: ChannelLoad) => void;
  onRemove: () => void;
}

function Units({ load, name, readOnly, onChange }: Props) {
  const { t } = useTranslation('routing');
  const put = (units: number[]) => onChange({ ...load, units });
  return (
    <div className={own['units']} role="group" aria-label={t('units.of', { channel: name })}>
      {load.units.map((unit, index) => (
        <NumberInput
          key={index}
          hideControls
          w={52}
          min={1}
          max={WHOLE}
          clampBehavior="none"
          allowDecimal={false}
          aria-label={t('units.piece', { number: index + 1, channel: name })}
          value={unit}
          readOnly={readOnly}
          onChange={(next) =>
            put(load.units.map((one, other) => (other === index ? Number(next || 0) : one)))
          }
        />
      ))}
      {!readOnly && load.units.length < MOST && (
        <ActionIcon
          aria-label={t('units.more', { channel: name })}
          onClick={() => put([...load.units, load.units.at(-1) ?? WHOLE])}
        >
          <IconPlus size={15} />
        </ActionIcon>
      )}
      {!readOnly && load.units.length > 1 && (
        <ActionIcon
          aria-label={t('units.less', { channel: name })}
          onClick={() => put(load.units.slice(0, -1))}
        >
          <IconMinus size={15} />
        </ActionIcon>
      )}
    </div>
  );
}

export function Channel(props: Props) {
  const { t } = useTranslation('routing');
  const { load, name, at, problems, readOnly, onChange, onRemove } = props;
  const problem = within(problems, `channels[${at}]`);
  return (
    <li className={own['channel']} aria-label={name}>
      <header>
        <ChannelIcon channel={load.channel} size={16} />
        <b aria-hidden>{name}</b>
        {!readOnly && (
          <ActionIcon aria-label={t('units.remove', { channel: name })} onClick={onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        )}
      </header>
      <Bar load={load} />
      <small className={styles['quiet']}>{t('units.hint')}</small>
      <Units {...props} />
      <Switch
        label={t('units.exclusive')}
        checked={load.exclusive}
        disabled={readOnly}
        onChange={(event) => onChange({ ...load, exclusive: event.currentTarget.checked })}
      />
      <Switch
        label={t('units.interruptible')}
        checked={load.interruptible}
        disabled={readOnly}
        onChange={(event) => onChange({ ...load, interruptible: event.currentTarget.checked })}
      />
      {problem && <p className={styles['wrong']}>{problem}</p>}
    </li>
  );
}
