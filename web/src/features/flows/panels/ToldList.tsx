/** What differs, in words. */
import { IconArrowsMove, IconCircleMinus, IconCirclePlus, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { listed } from '@/ui/rules';
import { titleOf } from '../model/flow';
import { isSame, type NodeChange, type Told } from '../model/told';
import styles from '../inspector/Form.module.css';
import said from './Panels.module.css';
import { fieldWord, typeWord } from '../words';

const ICONS = { added: IconCirclePlus, removed: IconCircleMinus, changed: IconPencil } as const;

function ChangeLine({ change }: { change: NodeChange }) {
  const { t } = useTranslation('flows');
  const Icon = ICONS[change.what];
  const what = { node: titleOf(change.node), type: typeWord(change.type) };
  return (
    <li data-what={change.what}>
      <Icon size={16} aria-hidden />
      <span>
        {t(`told.${change.what}`, what)}
        {change.fields.length > 0 && (
          <small>{listed(change.fields.map((field) => fieldWord(change.type, field)))}</small>
        )}
      </span>
    </li>
  );
}

export function ToldList({ found }: { found: Told }) {
  const { t } = useTranslation('flows');
  if (isSame(found)) return <p className={styles['quiet']}>{t('told.same')}</p>;
  return (
    <ul className={said['told']}>
      {found.nodes.map((change) => (
        <ChangeLine key={change.node} change={change} />
      ))}
      {found.flow.length > 0 && (
        <li data-what="changed">
          <IconPencil size={16} aria-hidden />
          <span>
            {t('told.flow')}
            <small>{listed(found.flow.map((field) => fieldWord('flow', field)))}</small>
          </span>
        </li>
      )}
      {found.tests && (
        <li data-what="changed">
          <IconPencil size={16} aria-hidden />
          <span>{t('told.tests')}</span>
        </li>
      )}
      {found.moved > 0 && (
        <li>
          <IconArrowsMove size={16} aria-hidden />
          <span>{t('told.moved', { count: found.moved })}</span>
        </li>
      )}
    </ul>
  );
}
