import { describe, expect, it } from 'vitest'
import { ALL_FEELINGS } from '../limits'
import { adviceOn } from './advice'

describe('the advice the assistant is given', () => {
  it('says where it comes from, what to do, and where its limits are', () => {
    const text = adviceOn({ feeling: 'sadness', probability: 0.723 }, 'gently') ?? ''
    expect(text).toContain('may be feeling sadness (72 %)')
    expect(text).toContain('softer')
    expect(text).toContain('Do not mention or name it unless they ask')
    expect(text).toContain('Diagnose nothing')
    expect(text).toContain('Do not say that you feel anything yourself')
  })

  it('listens before it advises when it is to adapt strongly', () => {
    expect(adviceOn({ feeling: 'grief', probability: 0.6 }, 'strongly')).toContain('Listen before you advise')
  })

  it('takes what the person said as said', () => {
    expect(adviceOn({ feeling: 'anger', probability: null }, 'gently')).toContain(
      'has said that they feel: anger',
    )
  })

  it('is none when it is not wanted, or nothing would change', () => {
    for (const feeling of ALL_FEELINGS) expect(adviceOn({ feeling, probability: 0.9 }, 'never')).toBeNull()
    expect(adviceOn({ feeling: 'neutral', probability: 0.9 }, 'strongly')).toBeNull()
  })
})
