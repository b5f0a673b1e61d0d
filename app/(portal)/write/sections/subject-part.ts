import type { Subject } from "@/lib/domain/dossier";

export type SubjectEdit = (patch: Partial<Subject> | ((now: Subject) => Partial<Subject>)) => void;
export type SubjectPartProps = { readonly subject: Subject; readonly edit: SubjectEdit };
