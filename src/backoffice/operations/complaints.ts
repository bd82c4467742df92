import { operation } from '../operation.ts';

export const complaintsOpen = operation({
  service: 'complaints.open',
  summary: 'Opens a case for a complaint or a suggestion, and tells by when it is answered.',
  input: { kind: { type: 'enum' } },
  outcomes: { opened: { output: { caseId: { type: 'digits' }, answerBy: { type: 'date' } } } },
  effect: true,
  idempotent: true,
  deadlineMs: 5000,
});

export const complaintsStatus = operation({
  service: 'complaints.status',
  summary: "Tells how one of the verified customer's cases stands.",
  input: { caseId: { type: 'digits' } },
  outcomes: {
    found: {
      output: {
        stage: { type: 'enum', values: ['received', 'in-progress', 'answered'], level: 'email' },
        answerBy: { type: 'date', level: 'email' },
      },
    },
    'not-found': {},
  },
  needs: 'email',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});
