/** A text message that the application sent: it goes nowhere, and tests read it. */
export interface Message {
  readonly sid: string;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly to: string;
  readonly body: string;
  readonly sentAt: number;
  status: 'queued' | 'sent' | 'delivered';
}
