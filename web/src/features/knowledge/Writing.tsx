/** One language of an article: its title, summary and text, with the marks of formatting and how it will look. */
import {
  ActionIcon,
  Button,
  FileButton,
  Modal,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconBold, IconH2, IconLink, IconList, IconPhoto } from '@tabler/icons-react';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { titleOf } from './ArticlesPage';
import styles from './Knowledge.module.css';
import { uploadPicture, useArticles, usePreview } from './questions';
import { Rich } from './Rich';

export interface Texts {
  title: string;
  summary: string;
  body: string;
}

interface Props {
  language: 'es' | 'en';
  texts: Texts;
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (change: Partial<Texts>) => void;
}

type Put = (before: string, after: string, otherwise: string) => void;

/** Puts marks around what is selected, or before it. */
function usePut(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  onText: (text: string) => void,
): Put {
  return (before, after, otherwise) => {
    const [from, to] = [
      field.current?.selectionStart ?? text.length,
      field.current?.selectionEnd ?? text.length,
    ];
    const inner = text.slice(from, to) || otherwise;
    onText(text.slice(0, from) + before + inner + after + text.slice(to));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + before.length, from + before.length + inner.length);
    });
  };
}

function LinkDialog({
  onInsert,
  onClose,
}: {
  onInsert: (slug: string, title: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['knowledge', 'desk']);
  const lines = (useArticles().data?.items ?? []).filter((line) => line.state !== 'retired');
  const [slug, setSlug] = useState<string | null>(null);
  const chosen = lines.find((line) => line.slug === slug);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('edit.insertLink')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <div className={styles['form']}>
        <Select
          label={t('edit.choose')}
          searchable
          data={lines.map((line) => ({ value: line.slug, label: titleOf(line) }))}
          value={slug}
          onChange={setSlug}
        />
        <div className={styles['buttons']}>
          <Button disabled={!chosen} onClick={() => chosen && onInsert(chosen.slug, titleOf(chosen))}>
            {t('edit.insert')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Tools({ put }: { put: Put }) {
  const { t } = useTranslation('knowledge');
  const [linking, setLinking] = useState(false);
  const picture = async (file: File | null) => {
    if (!file) return;
    try {
      const kept = await uploadPicture(file);
      put('![', `](file:${kept.id})`, t('edit.pictureAlt'));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  const tools = [
    { name: t('edit.bold'), icon: IconBold, run: () => put('**', '**', t('edit.bold').toLowerCase()) },
    { name: t('edit.heading'), icon: IconH2, run: () => put('\n## ', '\n', t('edit.heading')) },
    { name: t('edit.list'), icon: IconList, run: () => put('\n- ', '\n', '') },
    { name: t('edit.link'), icon: IconLink, run: () => setLinking(true) },
  ];
  return (
    <div className={styles['tools']} role="toolbar" aria-label={t('edit.tools')}>
      {tools.map((tool) => (
        <Tooltip key={tool.name} label={tool.name}>
          <ActionIcon aria-label={tool.name} onClick={tool.run}>
            <tool.icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <FileButton accept="image/png,image/jpeg,image/gif,image/webp" onChange={(file) => void picture(file)}>
        {(props) => (
          <Tooltip label={t('edit.picture')}>
            <ActionIcon {...props} aria-label={t('edit.picture')}>
              <IconPhoto size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </FileButton>
      {linking && (
        <LinkDialog
          onClose={() => setLinking(false)}
          onInsert={(slug, title) => {
            setLinking(false);
            put('[', `](article:${slug})`, title);
          }}
        />
      )}
    </div>
  );
}

function Preview({ text }: { text: string }) {
  const { t } = useTranslation('knowledge');
  const { data } = usePreview(text, text.trim() !== '');
  if (!text.trim()) return <p className={styles['quiet']}>{t('edit.empty')}</p>;
  return data ? <Rich html={data.html} /> : null;
}

export function Writing({ language, texts, problems, readOnly, onChange }: Props) {
  const { t } = useTranslation('knowledge');
  const field = useRef<HTMLTextAreaElement>(null);
  const [mode, setMode] = useState<'write' | 'preview'>('write');
  const put = usePut(field, texts.body, (body) => onChange({ body }));
  const name = t(`edit.${language}`);
  return (
    <section className={styles['writing']} lang={language} aria-label={name}>
      <TextInput
        label={t('edit.title')}
        value={texts.title}
        maxLength={200}
        readOnly={readOnly}
        error={problems[`title_${language}`]}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t('edit.summary')}
        description={t('edit.summaryHint')}
        value={texts.summary}
        maxLength={400}
        readOnly={readOnly}
        error={problems[`summary_${language}`]}
        onChange={(event) => onChange({ summary: event.currentTarget.value })}
      />
      <div className={styles['bodyHead']}>
        <SegmentedControl
          size="xs"
          aria-label={`${t('edit.body')} · ${name}`}
          data={[
            { value: 'write', label: t('edit.write') },
            { value: 'preview', label: t('edit.preview') },
          ]}
          value={mode}
          onChange={(value) => setMode(value === 'preview' ? 'preview' : 'write')}
        />
        {mode === 'write' && !readOnly && <Tools put={put} />}
      </div>
      {mode === 'write' ? (
        <Textarea
          ref={field}
          aria-label={t('edit.body')}
          value={texts.body}
          autosize
          minRows={14}
          maxRows={34}
          maxLength={60_000}
          readOnly={readOnly}
          spellCheck
          classNames={{ input: styles['markdown'] ?? '' }}
          error={problems[`body_${language}`]}
          onChange={(event) => onChange({ body: event.currentTarget.value })}
        />
      ) : (
        <Preview text={texts.body} />
      )}
    </section>
  );
}
