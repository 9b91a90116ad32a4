/** The form and the differences of a document for a feature that keeps the body itself: trying out before changing. */
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import type { FieldChange, FormAsked, LevelsAsked } from '@/ui/slots';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { ChangeList } from '../config/Changes';
import { useSchemas } from '@/api/documents';
import { specsOf } from '../config/schema';
import { isKind } from '../sections';
import { useLanguages, useReferences } from './choices';
import { DocumentForm } from './DocumentForm';
import { Levels } from './Levels';

export function BorrowedForm({ kind, slug, body, problems, onChange }: FormAsked) {
  const { t } = useTranslation('admin');
  const schemas = useSchemas();
  if (schemas.isError) return <ErrorState title={t('failed')} detail={sayProblem(schemas.error)} />;
  if (!schemas.data || !isKind(kind)) return <ListSkeleton rows={4} />;
  return (
    <DocumentForm
      kind={kind}
      slug={slug}
      body={body}
      set={(field, value) => onChange({ ...body, [field]: value })}
      specs={specsOf(schemas.data[kind])}
      problems={problems}
      readOnly={false}
    />
  );
}

export function BorrowedChanges({ kind, changes }: { kind: string; changes: readonly FieldChange[] }) {
  return isKind(kind) ? <ChangeList kind={kind} changes={changes} /> : null;
}

export function BorrowedLevels({ of, label, levels, onChange }: LevelsAsked) {
  const names = Object.keys(levels);
  const skills = useReferences('skill', of === 'skill' ? names : []);
  const languages = useLanguages(of === 'language' ? names : []);
  return (
    <Levels
      label={label}
      items={Object.entries(levels).map(([name, level]) => ({ name, level }))}
      options={of === 'skill' ? skills : languages}
      onChange={(items) => onChange(Object.fromEntries(items.map(({ name, level }) => [name, level])))}
    />
  );
}
