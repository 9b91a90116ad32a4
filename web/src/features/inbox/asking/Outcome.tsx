/** How it ended: reason, outcome, a word where the outcome asks for one, and the fields that must not be missing. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useCatalog } from '@/api/session';
import type { Conversation } from '@/api/types';
import { useSlot } from '@/ui/slots';
import { TreeSelect } from '@/ui/TreeSelect';
import { useMatter } from '../head/Relations';
import { FieldInput, fieldsFor, type FieldShown } from './FieldInput';

export interface OutcomeSaid {
  disposition: string;
  reason: string;
  note: string;
  fields: Record<string, string>;
}

/** What somebody says of the end, what of it is asked for here, and what the server missed. */
export function useOutcome(conversation: Conversation) {
  const { dispositions, fields } = useCatalog();
  const { data } = useMatter(conversation.id);
  const [disposition, setDisposition] = useState<string | null>(conversation.disposition || null);
  const [reason, setReason] = useState<string | null>(conversation.reason || null);
  const [note, setNote] = useState('');
  const [given, setGiven] = useState<Record<string, string>>({});
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const known = data?.fields ?? {};
  const asked = fieldsFor(fields, conversation.brand).filter((field) => field.required);
  const values = { ...known, ...given };
  const noteRequired = dispositions.find((one) => one.slug === disposition)?.note_required ?? false;
  const ready =
    disposition !== null &&
    reason !== null &&
    (!noteRequired || note.trim() !== '') &&
    asked.every((field) => (values[field.slug] ?? '').trim() !== '');
  const said: OutcomeSaid = {
    disposition: disposition ?? '',
    reason: reason ?? '',
    note: note.trim(),
    fields: given,
  };
  /** Shows the server's refusal at the fields it names. */
  const refused = (error: unknown) => setMissing(new Set(asProblem(error).errors.map((one) => one.field)));
  return {
    disposition, setDisposition, reason, setReason, note, setNote, values, setGiven, asked, noteRequired, ready, said,
    missing, refused, conversation: conversation.id,
  }; // prettier-ignore
}

export type Outcome = ReturnType<typeof useOutcome>;

export function OutcomeFields({ outcome, first }: { outcome: Outcome; first: boolean }) {
  const { t, i18n } = useTranslation('matter');
  const { reasons, dispositions } = useCatalog();
  const reasonHint = useSlot('reasonHint');
  const miss = (field: string) => (outcome.missing.has(field) ? t('wrap.required') : undefined);
  return (
    <>
      <TreeSelect
        label={t('wrap.reason')}
        description={t('wrap.reasonHint')}
        branches={reasons}
        language={i18n.language}
        value={outcome.reason}
        onChange={outcome.setReason}
        nothing={t('wrap.none')}
        error={miss('reason')}
        required
        autoFocus={first && outcome.reason === null}
      />
      {outcome.reason === null &&
        reasonHint({ conversation: outcome.conversation, onTake: outcome.setReason })}
      <TreeSelect
        label={t('wrap.disposition')}
        description={t('wrap.dispositionHint')}
        branches={dispositions}
        language={i18n.language}
        value={outcome.disposition}
        onChange={outcome.setDisposition}
        nothing={t('wrap.none')}
        error={miss('disposition')}
        required
        autoFocus={first && outcome.reason !== null}
      />
      {outcome.asked.map((field: FieldShown) => (
        <FieldInput
          key={field.slug}
          field={field}
          value={outcome.values[field.slug] ?? ''}
          onChange={(value) => outcome.setGiven((was) => ({ ...was, [field.slug]: value }))}
          error={miss(`fields.${field.slug}`)}
          required
        />
      ))}
      {outcome.noteRequired && (
        <Textarea
          label={t('wrap.note')}
          description={t('wrap.noteRequired')}
          value={outcome.note}
          onChange={(event) => outcome.setNote(event.currentTarget.value)}
          error={miss('note')}
          required
          autosize
          minRows={1}
          maxRows={5}
        />
      )}
    </>
  );
}
