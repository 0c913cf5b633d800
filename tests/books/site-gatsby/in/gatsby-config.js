module.exports = {
  siteMetadata: {
    title: `Gate Notes`,
    author: {
      name: `Gil Ford`,
      summary: `who keeps the gate`,
    },
    siteUrl: `https://gate.example.org/`,
  },
  plugins: [`gatsby-transformer-remark`],
}
