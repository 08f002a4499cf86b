'use client'

import { setNonce } from 'get-nonce'

/**
 * The scroll lock under dialogs and menus adds a <style> element, which the content security policy lets in only with
 * this page's nonce. It is read from a script that the server marked, so it need not travel in the page's data.
 */
export function adoptStyleNonce(): void {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
  if (nonce) setNonce(nonce)
}
