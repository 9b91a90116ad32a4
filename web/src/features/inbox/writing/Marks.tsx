/** Simple formatting of a mail: marks in the text, and how it will look. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconEye,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { SafeMail } from '../SafeMail';
import { mark, type Mark } from './marks';
import styles from './Writing.module.css';

const TOOLS: readonly [Mark, typeof IconBold][] = [
  ['bold', IconBold],
  ['italic', IconItalic],
  ['list', IconList],
  ['numbers', IconListNumbers],
  ['quote', IconBlockquote],
  ['link', IconLink],
];

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  previewing: boolean;
  onText: (text: string) => void;
  onPreview: () => void;
}

export function Marks({ field, previewing, onText, onPreview }: Props) {
  const { t } = useTranslation('writing');
  const put = (what: Mark) => {
    const words = field.current;
    if (!words) return;
    const made = mark(words.value, words.selectionStart, words.selectionEnd, what);
    onText(made.text);
    requestAnimationFrame(() => {
      words.focus();
      words.setSelectionRange(made.from, made.to);
    });
  };
  return (
    <div className={styles['marks']} role="toolbar" aria-label={t('marks.label')}>
      {TOOLS.map(([what, Icon]) => (
        <Tooltip key={what} label={t(`marks.${what}`)}>
          <ActionIcon
            size={26}
            aria-label={t(`marks.${what}`)}
            disabled={previewing}
            onClick={() => put(what)}
          >
            <Icon size={15} />
          </ActionIcon>
        </Tooltip>
      ))}
      <Tooltip label={t('marks.preview')}>
        <ActionIcon size={26} aria-label={t('marks.preview')} aria-pressed={previewing} onClick={onPreview}>
          <IconEye size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

export function Preview({ text }: { text: string }) {
  const { t } = useTranslation('writing');
  const { data } = useQuery({
    queryKey: ['formatted', text],
    gcTime: 0,
    queryFn: ({ signal }) => told(api.POST('/api/v1/formatted', { body: { text }, signal })),
  });
  return (
    <div className={styles['formatted']} aria-label={t('marks.preview')}>
      {data && <SafeMail html={data.html} remote={false} attachments={[]} />}
    </div>
  );
}
