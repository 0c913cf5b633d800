import { QuartzConfig } from "./quartz/cfg"

const config: QuartzConfig = {
  configuration: {
    pageTitle: "河边笔记",
    locale: "zh-CN",
    baseUrl: "garden.example.org",
  },
}

export default config
