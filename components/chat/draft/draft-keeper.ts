import type { DraftDto, SavedDraft } from '@/lib/drafts/schema'
import { Store } from '../session/state'
import type { LocalDraft } from '../session/storage'

const SAVE_HERE_AFTER_MS = 300
const SAVE_THERE_AFTER_MS = 1_000

export type DraftServices = {
  readLocal(key: string): LocalDraft
  saveLocal(key: string, draft: LocalDraft): void
  read(key: string): Promise<DraftDto | null>
  /** @param isLast the page is going */
  save(key: string, text: string, base: string | null, isLast: boolean): Promise<SavedDraft>
}

type Options = {
  services: DraftServices
  /** Puts words in the field that the person has not typed here. */
  show: (text: string) => void
  /** Longer words stay in this browser alone. */
  maxChars: number
}

/**
 * What is typed in one place and not sent: kept in this browser at once and on the server a moment later. Words of another device
 * take the field's place while nothing here is unsaved, and are offered otherwise: neither side's words are ever written over unseen.
 */
export class DraftKeeper {
  readonly key: string
  /** Another device's words, while both stand. */
  readonly offer = new Store<{ draft: DraftDto | null }>({ draft: null })
  private readonly options: Options
  private draft: LocalDraft
  /** Words that may stand on the server as ours: their answer got lost, or went to a page that is gone. */
  private unheard: string
  /** Words on their way to the server. */
  private asked: string | undefined
  /** How often it was learnt what the server has. */
  private heard = 0
  private saving: Promise<void> | null = null
  private hereTimer: ReturnType<typeof setTimeout> | undefined
  private thereTimer: ReturnType<typeof setTimeout> | undefined

  /** @param typed what stands in the field already; without it, what this browser has kept is shown */
  constructor(key: string, typed: string, options: Options) {
    this.key = key
    this.options = options
    const { asked, ...draft } = options.services.readLocal(key)
    this.draft = draft
    this.unheard = asked ?? (draft.isUnsaved ? draft.text : '')
    if (typed && typed !== this.draft.text) this.note(typed)
    else if (this.draft.text) options.show(this.draft.text)
  }

  /** To be called at every change of the field. */
  note(text: string): void {
    this.draft = { ...this.draft, text, isUnsaved: true }
    clearTimeout(this.hereTimer)
    clearTimeout(this.thereTimer)
    this.hereTimer = setTimeout(() => this.saveHere(), SAVE_HERE_AFTER_MS)
    this.thereTimer = setTimeout(() => void this.saveThere(), SAVE_THERE_AFTER_MS)
  }

  /** The words have been sent, or belong to another place from now on. */
  clear(): void {
    const isKnownThere = this.draft.base !== null || this.saving !== null || this.unheard !== ''
    this.stopTimers()
    this.draft = { ...this.draft, text: '', isUnsaved: isKnownThere }
    this.offer.patch({ draft: null })
    this.saveHere()
    if (isKnownThere) void this.saveThere()
  }

  /** Saves what waits, for a page that goes. */
  flush(): void {
    this.stopTimers()
    if (!this.draft.isUnsaved) return
    this.saveHere()
    void this.saveThere(true)
  }

  /** Looks for what another tab or device has written: on coming back to this page, or when told that there is something. */
  async look(): Promise<void> {
    if (!this.draft.isUnsaved) this.takeFromOtherTab()
    const before = this.heard
    const found = await this.options.services.read(this.key).catch(() => undefined)
    if (found === undefined || this.saving || this.heard !== before) return
    if ((found?.version ?? null) === this.draft.base) await this.saveThere()
    else if (this.draft.isUnsaved) await this.meet(found)
    else this.adopt(found)
  }

  /** Another window says that the draft is now this version. Words that are not saved yet meet it when they are. */
  hear(version: string | null): void {
    const { isUnsaved, base } = this.draft
    if (!isUnsaved && !this.saving && version !== base) void this.look()
  }

  /** The person wants the words of the other device, which are on offer, or their own. */
  async decide(theirs: boolean): Promise<void> {
    const { draft } = this.offer.read()
    this.offer.patch({ draft: null })
    if (!draft) return
    if (theirs) return this.adopt(draft)
    await this.writeOver(draft)
  }

  private takeFromOtherTab(): void {
    const { asked: _, ...local } = this.options.services.readLocal(this.key)
    if (local.text === this.draft.text) return
    this.draft = local
    this.options.show(local.text)
  }

  private saveHere(): void {
    clearTimeout(this.hereTimer)
    this.options.services.saveLocal(this.key, { ...this.draft, ...(this.asked && { asked: this.asked }) })
  }

  /** One request at a time; what is typed meanwhile follows. Without a network the words wait for the next change or look. */
  private async saveThere(isLast = false): Promise<void> {
    clearTimeout(this.thereTimer)
    await this.saving
    const { text, isUnsaved } = this.draft
    if (!isUnsaved || this.saving || this.offer.read().draft || text.length > this.options.maxChars) return
    this.saving = this.request(isLast)
    await this.saving
  }

  private async request(isLast: boolean): Promise<void> {
    const { text, base } = this.draft
    this.asked = text
    const answer = await this.options.services.save(this.key, text, base, isLast).catch(() => null)
    this.saving = null
    this.asked = undefined
    if (!answer) {
      this.unheard = text
      return
    }
    if (!answer.saved) return this.meet(answer.draft)
    this.know({ ...this.draft, base: answer.draft?.version ?? null, isUnsaved: this.draft.text !== text })
    this.saveHere()
  }

  /** Unsaved words here, and words of another device there. */
  private async meet(found: DraftDto | null): Promise<void> {
    if (found?.text === this.draft.text) return this.adopt(found)
    if (found === null || found.text === this.unheard) return this.writeOver(found)
    if (this.draft.text === '') return this.adopt(found)
    this.offer.patch({ draft: found })
  }

  private async writeOver(found: DraftDto | null): Promise<void> {
    this.know({ ...this.draft, base: found?.version ?? null, isUnsaved: true })
    await this.saveThere()
  }

  private adopt(found: DraftDto | null): void {
    const isNew = (found?.text ?? '') !== this.draft.text
    this.know({ text: found?.text ?? '', base: found?.version ?? null, isUnsaved: false })
    this.stopTimers()
    this.saveHere()
    if (isNew) this.options.show(this.draft.text)
  }

  private know(draft: LocalDraft): void {
    this.draft = draft
    this.unheard = ''
    this.heard++
  }

  private stopTimers(): void {
    clearTimeout(this.hereTimer)
    clearTimeout(this.thereTimer)
  }
}
