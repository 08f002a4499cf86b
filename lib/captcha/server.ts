import 'server-only'

export { captchaOrigins, checkCaptcha, offeredCaptcha } from './check-captcha'
