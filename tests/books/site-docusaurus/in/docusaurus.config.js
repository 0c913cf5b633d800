module.exports = {
  title: 'Weather Desk',
  url: 'https://weather.example',
  baseUrl: '/',
};
